-- name: due(now, most)^
-- Counted up to a bound: in an outage everyone is due.
SELECT COUNT(*) AS due, MIN(next_due_at) AS oldest FROM (
    SELECT next_due_at FROM subscriptions WHERE next_due_at <= :now ORDER BY next_due_at LIMIT :most
) AS found

-- name: waiting(now, most)^
SELECT COUNT(*) AS due, MIN(due_at) AS oldest FROM (
    SELECT due_at FROM deliveries WHERE status = 'pending' AND due_at <= :now ORDER BY due_at LIMIT :most
) AS found

-- name: parked(most)$
SELECT COUNT(*) FROM (SELECT 1 FROM deliveries WHERE status = 'unknown' LIMIT :most) AS found

-- name: alive()$
SELECT 1
