-- name: forget_doubts(piece)!
DELETE FROM doubts WHERE piece = :piece

-- name: put_doubts(piece, place, position, about, severity, what, english, chinese, title, now)*!
INSERT INTO doubts (piece, place, position, about, severity, what, english, chinese, title, raised_at)
VALUES (:piece, :place, :position, :about, :severity, :what, :english, :chinese, :title, :now)

-- name: doubts_of(piece)
SELECT * FROM doubts WHERE piece = :piece ORDER BY place

-- name: doubts_since(since, most)
SELECT * FROM doubts WHERE raised_at >= :since ORDER BY severity, raised_at DESC, piece, place LIMIT :most

-- name: doubts_counted(since)
SELECT severity, COUNT(*) AS count FROM doubts WHERE raised_at >= :since GROUP BY severity

-- name: forget_old(before)!
DELETE FROM doubts WHERE raised_at < :before AND piece NOT IN (SELECT piece FROM waiting)

-- name: wait(piece, why, now)$
INSERT INTO waiting (piece, why, since) VALUES (:piece, :why, :now)
ON CONFLICT (piece) DO UPDATE SET why = excluded.why, since = excluded.since WHERE waiting.why <> excluded.why
RETURNING piece

-- name: done(piece)$
DELETE FROM waiting WHERE piece = :piece RETURNING piece

-- name: waiting(why, before)
SELECT piece FROM waiting WHERE why = :why AND since <= :before ORDER BY since
