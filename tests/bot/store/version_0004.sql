BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE cards (
        chat_id BIGINT NOT NULL,
        term_id INTEGER NOT NULL,
        state TEXT NOT NULL,
        step INTEGER,
        stability DOUBLE PRECISION,
        difficulty DOUBLE PRECISION,
        due BIGINT NOT NULL,
        last_review BIGINT,
        active INTEGER NOT NULL DEFAULT 1,
        hidden_until BIGINT,
        PRIMARY KEY (chat_id, term_id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    );
INSERT INTO "cards" VALUES(7,1,'review',NULL,2.3065,2.11810397045901588342e+00,1780797600000,1780624800000,1,NULL);
INSERT INTO "cards" VALUES(7,3,'review',NULL,2.3065,2.11810397045901588342e+00,1780797600000,1780624800000,1,NULL);
INSERT INTO "cards" VALUES(7,5,'review',NULL,2.3065,2.11810397045901588342e+00,1780797600000,1780624800000,1,NULL);
INSERT INTO "cards" VALUES(7,7,'learning',0,0.212,6.4133,1780625400000,1780624800000,1,NULL);
INSERT INTO "cards" VALUES(7,9,'learning',0,NULL,NULL,1780531200000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,1,'learning',0,NULL,NULL,1780624800000,NULL,0,NULL);
INSERT INTO "cards" VALUES(8,2,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,3,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,4,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,5,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,6,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,7,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,8,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,9,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,10,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,11,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
INSERT INTO "cards" VALUES(8,12,'learning',0,NULL,NULL,1780624800000,NULL,1,NULL);
CREATE TABLE "contexts" (
        chat_id BIGINT NOT NULL,
        id INTEGER NOT NULL,
        term_id INTEGER NOT NULL,
        episode_id INTEGER,
        position INTEGER NOT NULL,
        sentence TEXT NOT NULL,
        translation TEXT NOT NULL,
        show TEXT NOT NULL,
        date TEXT,
        start INTEGER,
        url TEXT,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    );
INSERT INTO "contexts" VALUES(7,2,1,1,0,'We measured the latency before we changed it.','我们先测了 latency（术语0），再动手改。','The Test Bench','2026-06-04',0,'https://www.youtube.com/watch?v=abc',1780531200000);
INSERT INTO "contexts" VALUES(7,4,3,1,1,'We measured the cache before we changed it.','我们先测了 cache（术语1），再动手改。','The Test Bench','2026-06-04',20,'https://www.youtube.com/watch?v=abc',1780531200000);
INSERT INTO "contexts" VALUES(7,6,5,1,3,'We measured the queue before we changed it.','我们先测了 queue（术语3），再动手改。','The Test Bench','2026-06-04',60,'https://www.youtube.com/watch?v=abc',1780531200000);
INSERT INTO "contexts" VALUES(7,8,7,1,4,'We measured the replica before we changed it.','我们先测了 replica（术语4），再动手改。','The Test Bench','2026-06-04',80,'https://www.youtube.com/watch?v=abc',1780531200000);
INSERT INTO "contexts" VALUES(7,10,9,1,6,'We measured the index before we changed it.','我们先测了 index（术语6），再动手改。','The Test Bench','2026-06-04',120,'https://www.youtube.com/watch?v=abc',1780531200000);
CREATE TABLE deliveries (
        chat_id BIGINT NOT NULL,
        local_date TEXT NOT NULL,
        episode_id INTEGER NOT NULL REFERENCES episodes (id),
        size INTEGER NOT NULL,
        first INTEGER NOT NULL,
        status TEXT NOT NULL,
        due_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        late INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        message_id BIGINT,
        error TEXT,
        PRIMARY KEY (chat_id, local_date)
    );
INSERT INTO "deliveries" VALUES(7,'2026-06-04',1,8,0,'sent',1780531200000,1780531200000,0,1,3,NULL);
INSERT INTO "deliveries" VALUES(8,'2026-06-05',1,8,0,'sent',1780624800000,1780624800000,0,1,12,NULL);
CREATE TABLE episodes (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        kind TEXT NOT NULL,
        show TEXT NOT NULL,
        title TEXT NOT NULL,
        title_zh TEXT,
        url TEXT,
        date TEXT,
        words INTEGER NOT NULL,
        minutes INTEGER NOT NULL,
        length INTEGER NOT NULL,
        digests TEXT NOT NULL,
        withdrawn INTEGER NOT NULL DEFAULT 0
    );
INSERT INTO "episodes" VALUES(1,'podcast/the test bench/on measuring','(''podcast/the test bench/on measuring'', datetime.date(2026, 6, 4), (Segment(english=''This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.'', chinese=''这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=0, end=19, featured=False, glosses=(Gloss(headword=''latency'', meaning=''术语0'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.'', chinese=''这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=20, end=39, featured=False, glosses=(Gloss(headword=''cache'', meaning=''术语1'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.'', chinese=''这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=40, end=59, featured=False, glosses=(Gloss(headword=''throughput'', meaning=''术语2'', span=(44, 54)),), url=None, likes=None), Segment(english=''This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.'', chinese=''这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=60, end=79, featured=False, glosses=(Gloss(headword=''queue'', meaning=''术语3'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.'', chinese=''这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=80, end=99, featured=False, glosses=(Gloss(headword=''replica'', meaning=''术语4'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.'', chinese=''这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=100, end=119, featured=False, glosses=(Gloss(headword=''shard'', meaning=''术语5'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 6 of the talk. We measured the index before we changed it. Then we looked again.'', chinese=''这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=120, end=139, featured=False, glosses=(Gloss(headword=''index'', meaning=''术语6'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.'', chinese=''这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=140, end=159, featured=False, glosses=(Gloss(headword=''cursor'', meaning=''术语7'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.'', chinese=''这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=160, end=179, featured=False, glosses=(Gloss(headword=''quorum'', meaning=''术语8'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.'', chinese=''这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=180, end=199, featured=False, glosses=(Gloss(headword=''ledger'', meaning=''术语9'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 10 of the talk. We measured the token before we changed it. Then we looked again.'', chinese=''这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=200, end=219, featured=False, glosses=(Gloss(headword=''token'', meaning=''术语10'', span=(45, 50)),), url=None, likes=None), Segment(english=''This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.'', chinese=''这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=220, end=239, featured=False, glosses=(Gloss(headword=''tensor'', meaning=''术语11'', span=(45, 51)),), url=None, likes=None)))','podcast','The Test Bench','On Measuring',NULL,'https://www.youtube.com/watch?v=abc','2026-06-04',228,4,12,'{"5": [[0, 2, 5, 7, 10], 1], "8": [[0, 1, 3, 4, 6, 7, 9, 10], 1], "12": [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 2]}',0);
INSERT INTO "episodes" VALUES(2,'podcast/the test bench/on waiting','(''podcast/the test bench/on waiting'', datetime.date(2026, 6, 3), (Segment(english=''This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.'', chinese=''这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=0, end=19, featured=False, glosses=(Gloss(headword=''latency'', meaning=''术语0'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.'', chinese=''这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=20, end=39, featured=False, glosses=(Gloss(headword=''cache'', meaning=''术语1'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.'', chinese=''这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=40, end=59, featured=False, glosses=(Gloss(headword=''throughput'', meaning=''术语2'', span=(44, 54)),), url=None, likes=None), Segment(english=''This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.'', chinese=''这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=60, end=79, featured=False, glosses=(Gloss(headword=''queue'', meaning=''术语3'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.'', chinese=''这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=80, end=99, featured=False, glosses=(Gloss(headword=''replica'', meaning=''术语4'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.'', chinese=''这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=100, end=119, featured=False, glosses=(Gloss(headword=''shard'', meaning=''术语5'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 6 of the talk. We measured the index before we changed it. Then we looked again.'', chinese=''这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=120, end=139, featured=False, glosses=(Gloss(headword=''index'', meaning=''术语6'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.'', chinese=''这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=140, end=159, featured=False, glosses=(Gloss(headword=''cursor'', meaning=''术语7'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.'', chinese=''这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=160, end=179, featured=False, glosses=(Gloss(headword=''quorum'', meaning=''术语8'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.'', chinese=''这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=180, end=199, featured=False, glosses=(Gloss(headword=''ledger'', meaning=''术语9'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 10 of the talk. We measured the token before we changed it. Then we looked again.'', chinese=''这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=200, end=219, featured=False, glosses=(Gloss(headword=''token'', meaning=''术语10'', span=(45, 50)),), url=None, likes=None), Segment(english=''This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.'', chinese=''这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=220, end=239, featured=False, glosses=(Gloss(headword=''tensor'', meaning=''术语11'', span=(45, 51)),), url=None, likes=None)))','podcast','The Test Bench','On Waiting',NULL,'https://www.youtube.com/watch?v=abc','2026-06-03',228,4,12,'{"5": [[0, 2, 5, 7, 10], 1], "8": [[0, 1, 3, 4, 6, 7, 9, 10], 1], "12": [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 2]}',0);
INSERT INTO "episodes" VALUES(3,'podcast/the test bench/on resting','(''podcast/the test bench/on resting'', None, (Segment(english=''This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.'', chinese=''这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=0, end=19, featured=False, glosses=(Gloss(headword=''latency'', meaning=''术语0'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.'', chinese=''这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=20, end=39, featured=False, glosses=(Gloss(headword=''cache'', meaning=''术语1'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.'', chinese=''这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=40, end=59, featured=False, glosses=(Gloss(headword=''throughput'', meaning=''术语2'', span=(44, 54)),), url=None, likes=None), Segment(english=''This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.'', chinese=''这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=60, end=79, featured=False, glosses=(Gloss(headword=''queue'', meaning=''术语3'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.'', chinese=''这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=80, end=99, featured=False, glosses=(Gloss(headword=''replica'', meaning=''术语4'', span=(44, 51)),), url=None, likes=None), Segment(english=''This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.'', chinese=''这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=100, end=119, featured=False, glosses=(Gloss(headword=''shard'', meaning=''术语5'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 6 of the talk. We measured the index before we changed it. Then we looked again.'', chinese=''这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=120, end=139, featured=False, glosses=(Gloss(headword=''index'', meaning=''术语6'', span=(44, 49)),), url=None, likes=None), Segment(english=''This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.'', chinese=''这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=140, end=159, featured=False, glosses=(Gloss(headword=''cursor'', meaning=''术语7'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.'', chinese=''这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=160, end=179, featured=False, glosses=(Gloss(headword=''quorum'', meaning=''术语8'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.'', chinese=''这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=180, end=199, featured=False, glosses=(Gloss(headword=''ledger'', meaning=''术语9'', span=(44, 50)),), url=None, likes=None), Segment(english=''This is part 10 of the talk. We measured the token before we changed it. Then we looked again.'', chinese=''这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。'', speaker=''Speaker 1'', start=200, end=219, featured=False, glosses=(Gloss(headword=''token'', meaning=''术语10'', span=(45, 50)),), url=None, likes=None), Segment(english=''This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.'', chinese=''这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。'', speaker=''Speaker 2'', start=220, end=239, featured=False, glosses=(Gloss(headword=''tensor'', meaning=''术语11'', span=(45, 51)),), url=None, likes=None)))','podcast','The Test Bench','On Resting',NULL,'https://www.youtube.com/watch?v=abc',NULL,228,4,12,'{"5": [[0, 2, 5, 7, 10], 1], "8": [[0, 1, 3, 4, 6, 7, 9, 10], 1], "12": [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 2]}',0);
CREATE TABLE facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        updated_at BIGINT NOT NULL
    );
INSERT INTO "facts" VALUES('correct:7:99','1:2',1780624800000);
CREATE TABLE progress (
        chat_id BIGINT NOT NULL,
        episode_id INTEGER NOT NULL REFERENCES episodes (id),
        size INTEGER NOT NULL,
        place INTEGER NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, episode_id)
    );
INSERT INTO "progress" VALUES(7,1,8,5,1780531200000);
CREATE TABLE prompts (
        chat_id BIGINT NOT NULL,
        message_id BIGINT NOT NULL,
        term_id INTEGER NOT NULL,
        field TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, message_id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    );
INSERT INTO "prompts" VALUES(8,77,1,'meaning',1780624800000);
CREATE TABLE review_settings (
        chat_id BIGINT PRIMARY KEY,
        four_grades INTEGER NOT NULL,
        prompt TEXT NOT NULL,
        new_per_day INTEGER NOT NULL,
        due_per_day INTEGER NOT NULL,
        reminder INTEGER,
        remind_at BIGINT,
        reminded_on TEXT
    );
CREATE TABLE reviews (
        chat_id BIGINT NOT NULL,
        id INTEGER NOT NULL,
        term_id INTEGER NOT NULL,
        session_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        rating TEXT NOT NULL,
        reviewed_at BIGINT NOT NULL,
        state TEXT NOT NULL,
        step INTEGER,
        stability DOUBLE PRECISION,
        difficulty DOUBLE PRECISION,
        due BIGINT NOT NULL,
        last_review BIGINT,
        PRIMARY KEY (chat_id, id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    );
INSERT INTO "reviews" VALUES(7,12,1,11,0,'good',1780624800000,'learning',0,NULL,NULL,1780531200000,NULL);
INSERT INTO "reviews" VALUES(7,13,3,11,1,'good',1780624800000,'learning',0,NULL,NULL,1780531200000,NULL);
INSERT INTO "reviews" VALUES(7,14,5,11,2,'good',1780624800000,'learning',0,NULL,NULL,1780531200000,NULL);
INSERT INTO "reviews" VALUES(7,15,7,11,3,'again',1780624800000,'learning',0,NULL,NULL,1780531200000,NULL);
CREATE TABLE segments (
        episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (episode_id, position)
    );
INSERT INTO "segments" VALUES(1,0,'["This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.", "这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。", "Speaker 1", [0, 19], [["latency", "术语0", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(1,1,'["This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.", "这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。", "Speaker 2", [20, 39], [["cache", "术语1", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(1,2,'["This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.", "这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。", "Speaker 1", [40, 59], [["throughput", "术语2", [44, 54]]], [null, null]]');
INSERT INTO "segments" VALUES(1,3,'["This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.", "这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。", "Speaker 2", [60, 79], [["queue", "术语3", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(1,4,'["This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.", "这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。", "Speaker 1", [80, 99], [["replica", "术语4", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(1,5,'["This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.", "这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。", "Speaker 2", [100, 119], [["shard", "术语5", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(1,6,'["This is part 6 of the talk. We measured the index before we changed it. Then we looked again.", "这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。", "Speaker 1", [120, 139], [["index", "术语6", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(1,7,'["This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.", "这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。", "Speaker 2", [140, 159], [["cursor", "术语7", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(1,8,'["This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.", "这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。", "Speaker 1", [160, 179], [["quorum", "术语8", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(1,9,'["This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.", "这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。", "Speaker 2", [180, 199], [["ledger", "术语9", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(1,10,'["This is part 10 of the talk. We measured the token before we changed it. Then we looked again.", "这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。", "Speaker 1", [200, 219], [["token", "术语10", [45, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(1,11,'["This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.", "这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。", "Speaker 2", [220, 239], [["tensor", "术语11", [45, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(2,0,'["This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.", "这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。", "Speaker 1", [0, 19], [["latency", "术语0", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(2,1,'["This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.", "这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。", "Speaker 2", [20, 39], [["cache", "术语1", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(2,2,'["This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.", "这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。", "Speaker 1", [40, 59], [["throughput", "术语2", [44, 54]]], [null, null]]');
INSERT INTO "segments" VALUES(2,3,'["This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.", "这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。", "Speaker 2", [60, 79], [["queue", "术语3", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(2,4,'["This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.", "这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。", "Speaker 1", [80, 99], [["replica", "术语4", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(2,5,'["This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.", "这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。", "Speaker 2", [100, 119], [["shard", "术语5", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(2,6,'["This is part 6 of the talk. We measured the index before we changed it. Then we looked again.", "这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。", "Speaker 1", [120, 139], [["index", "术语6", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(2,7,'["This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.", "这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。", "Speaker 2", [140, 159], [["cursor", "术语7", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(2,8,'["This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.", "这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。", "Speaker 1", [160, 179], [["quorum", "术语8", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(2,9,'["This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.", "这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。", "Speaker 2", [180, 199], [["ledger", "术语9", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(2,10,'["This is part 10 of the talk. We measured the token before we changed it. Then we looked again.", "这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。", "Speaker 1", [200, 219], [["token", "术语10", [45, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(2,11,'["This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.", "这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。", "Speaker 2", [220, 239], [["tensor", "术语11", [45, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(3,0,'["This is part 0 of the talk. We measured the latency before we changed it. Then we looked again.", "这是第 0 部分。我们先测了 latency（术语0），再动手改。然后又看了一遍。", "Speaker 1", [0, 19], [["latency", "术语0", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(3,1,'["This is part 1 of the talk. We measured the cache before we changed it. Then we looked again.", "这是第 1 部分。我们先测了 cache（术语1），再动手改。然后又看了一遍。", "Speaker 2", [20, 39], [["cache", "术语1", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(3,2,'["This is part 2 of the talk. We measured the throughput before we changed it. Then we looked again.", "这是第 2 部分。我们先测了 throughput（术语2），再动手改。然后又看了一遍。", "Speaker 1", [40, 59], [["throughput", "术语2", [44, 54]]], [null, null]]');
INSERT INTO "segments" VALUES(3,3,'["This is part 3 of the talk. We measured the queue before we changed it. Then we looked again.", "这是第 3 部分。我们先测了 queue（术语3），再动手改。然后又看了一遍。", "Speaker 2", [60, 79], [["queue", "术语3", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(3,4,'["This is part 4 of the talk. We measured the replica before we changed it. Then we looked again.", "这是第 4 部分。我们先测了 replica（术语4），再动手改。然后又看了一遍。", "Speaker 1", [80, 99], [["replica", "术语4", [44, 51]]], [null, null]]');
INSERT INTO "segments" VALUES(3,5,'["This is part 5 of the talk. We measured the shard before we changed it. Then we looked again.", "这是第 5 部分。我们先测了 shard（术语5），再动手改。然后又看了一遍。", "Speaker 2", [100, 119], [["shard", "术语5", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(3,6,'["This is part 6 of the talk. We measured the index before we changed it. Then we looked again.", "这是第 6 部分。我们先测了 index（术语6），再动手改。然后又看了一遍。", "Speaker 1", [120, 139], [["index", "术语6", [44, 49]]], [null, null]]');
INSERT INTO "segments" VALUES(3,7,'["This is part 7 of the talk. We measured the cursor before we changed it. Then we looked again.", "这是第 7 部分。我们先测了 cursor（术语7），再动手改。然后又看了一遍。", "Speaker 2", [140, 159], [["cursor", "术语7", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(3,8,'["This is part 8 of the talk. We measured the quorum before we changed it. Then we looked again.", "这是第 8 部分。我们先测了 quorum（术语8），再动手改。然后又看了一遍。", "Speaker 1", [160, 179], [["quorum", "术语8", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(3,9,'["This is part 9 of the talk. We measured the ledger before we changed it. Then we looked again.", "这是第 9 部分。我们先测了 ledger（术语9），再动手改。然后又看了一遍。", "Speaker 2", [180, 199], [["ledger", "术语9", [44, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(3,10,'["This is part 10 of the talk. We measured the token before we changed it. Then we looked again.", "这是第 10 部分。我们先测了 token（术语10），再动手改。然后又看了一遍。", "Speaker 1", [200, 219], [["token", "术语10", [45, 50]]], [null, null]]');
INSERT INTO "segments" VALUES(3,11,'["This is part 11 of the talk. We measured the tensor before we changed it. Then we looked again.", "这是第 11 部分。我们先测了 tensor（术语11），再动手改。然后又看了一遍。", "Speaker 2", [220, 239], [["tensor", "术语11", [45, 51]]], [null, null]]');
CREATE TABLE sessions (
        chat_id BIGINT PRIMARY KEY,
        id INTEGER NOT NULL,
        day TEXT NOT NULL,
        started_at BIGINT NOT NULL,
        queue TEXT NOT NULL,
        position INTEGER NOT NULL,
        turn INTEGER NOT NULL
    );
INSERT INTO "sessions" VALUES(7,11,'2026-06-05',1780624800000,'1,3,5,7,9,7',4,5);
CREATE TABLE subscriptions (
        chat_id BIGINT PRIMARY KEY,
        language TEXT NOT NULL,
        zone TEXT NOT NULL,
        minute INTEGER NOT NULL,
        days INTEGER NOT NULL,
        digest_size INTEGER NOT NULL,
        translation TEXT NOT NULL,
        mode TEXT NOT NULL,
        empty_day TEXT NOT NULL,
        silent INTEGER NOT NULL,
        quiet_from INTEGER,
        quiet_to INTEGER,
        standing TEXT NOT NULL,
        since BIGINT NOT NULL,
        paused_until BIGINT,
        last_date TEXT,
        next_due_at BIGINT,
        last_id INTEGER NOT NULL DEFAULT 0
    );
INSERT INTO "subscriptions" VALUES(7,'zh','Europe/Berlin',480,127,8,'hidden','digest','evergreen',0,1350,420,'active',1780502400000,NULL,'2026-06-04',1780639200000,15);
INSERT INTO "subscriptions" VALUES(8,'en','Asia/Shanghai',1275,127,8,'hidden','digest','evergreen',0,NULL,NULL,'active',1780588800000,NULL,'2026-06-05',1780751700000,12);
CREATE TABLE terms (
        chat_id BIGINT NOT NULL,
        id INTEGER NOT NULL,
        key TEXT NOT NULL,
        headword TEXT NOT NULL,
        meaning TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        deleted_at BIGINT, note TEXT NOT NULL DEFAULT '', known INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (chat_id, id),
        UNIQUE (chat_id, key)
    );
INSERT INTO "terms" VALUES(7,1,'latency','latency','术语0',1780531200000,NULL,'',0);
INSERT INTO "terms" VALUES(7,3,'cache','cache','术语1',1780531200000,NULL,'',0);
INSERT INTO "terms" VALUES(7,5,'queue','queue','术语3',1780531200000,NULL,'',0);
INSERT INTO "terms" VALUES(7,7,'replica','replica','术语4',1780531200000,NULL,'',0);
INSERT INTO "terms" VALUES(7,9,'index','index','术语6',1780531200000,NULL,'',0);
INSERT INTO "terms" VALUES(8,1,'model','models','模型',1780624800000,NULL,'mine',1);
INSERT INTO "terms" VALUES(8,2,'scaling law','scaling laws','缩放定律',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,3,'supervise learning','supervised learning','监督学习',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,4,'running','running','运行',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,5,'cache','caches','缓存',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,6,'ground','grounded','接地的',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,7,'gpu','GPUs','图形处理器',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,8,'trade off','trade-offs','取舍',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,9,'better','better','更好',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,10,'batch size','batch sizes','批大小',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,11,'leaves','leaves','叶子',1780624800000,NULL,'',0);
INSERT INTO "terms" VALUES(8,12,'study','studies','研究',1780624800000,NULL,'',0);
CREATE INDEX episodes_by_date ON episodes (date, id);
CREATE INDEX deliveries_had ON deliveries (chat_id, episode_id);
CREATE INDEX contexts_of_term ON contexts (chat_id, term_id, created_at);
CREATE INDEX terms_newest ON terms (chat_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX terms_deleted ON terms (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX cards_order ON cards (chat_id, active DESC, due, term_id);
CREATE INDEX reviews_by_time ON reviews (chat_id, reviewed_at);
CREATE INDEX reviews_of_session ON reviews (chat_id, session_id, id);
CREATE INDEX reviews_of_term ON reviews (chat_id, term_id);
CREATE INDEX review_settings_remind ON review_settings (remind_at) WHERE remind_at IS NOT NULL;
CREATE VIEW listings AS
    SELECT
        e.id, e.key, e.kind, e.show, e.title, e.title_zh, e.url, e.date, e.words, e.minutes, e.length, e.digests,
        e.withdrawn,
        (
            SELECT COUNT(*) FROM episodes o WHERE o.date = e.date AND o.withdrawn = 0 AND o.id <> e.id
        ) AS siblings
    FROM episodes e;
CREATE INDEX subscriptions_due ON subscriptions (next_due_at, chat_id) WHERE next_due_at IS NOT NULL;
CREATE INDEX deliveries_pending ON deliveries (due_at, chat_id, local_date) WHERE status = 'pending';
CREATE INDEX deliveries_sending ON deliveries (updated_at) WHERE status = 'sending';
CREATE INDEX deliveries_unknown ON deliveries (chat_id) WHERE status = 'unknown';
CREATE INDEX deliveries_waiting ON deliveries (chat_id, local_date) WHERE status = 'pending';
CREATE VIEW had AS
    SELECT chat_id, local_date, episode_id FROM deliveries
    WHERE message_id IS NOT NULL OR status NOT IN ('failed', 'gone', 'expired');
COMMIT;
