-- name: begin(month)!
INSERT INTO stars (month, tenths) VALUES (:month, 0) ON CONFLICT (month) DO NOTHING

-- name: spend(month, tenths, most)$
-- What would pass the ceiling is not spent at all.
UPDATE stars SET tenths = tenths + :tenths WHERE month = :month AND tenths + :tenths <= :most RETURNING tenths

-- name: give_back(month, tenths)!
UPDATE stars SET tenths = tenths - :tenths WHERE month = :month

-- name: spent(month)$
SELECT tenths FROM stars WHERE month = :month
