-- name: take(month, micros, most)$
-- Of several processes none takes what together is not there.
INSERT INTO spending (month, micros) SELECT :month, CAST(:micros AS BIGINT) WHERE CAST(:micros AS BIGINT) <= CAST(:most AS BIGINT)
ON CONFLICT (month) DO UPDATE SET micros = spending.micros + excluded.micros
WHERE spending.micros + excluded.micros <= CAST(:most AS BIGINT)
RETURNING micros

-- name: add(month, micros)!
INSERT INTO spending (month, micros) VALUES (:month, :micros)
ON CONFLICT (month) DO UPDATE SET micros = spending.micros + excluded.micros

-- name: spent(month)$
SELECT micros FROM spending WHERE month = :month
