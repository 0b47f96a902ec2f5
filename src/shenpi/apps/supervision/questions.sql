-- The questions of supervision over an export's Parquet files; the same numbers as the tallies give (docs/supervision.md).
-- In the export's folder: duckdb -init questions.sql. Moments are UTC; days and months are those of China (UTC+8).
CREATE OR REPLACE VIEW cases AS FROM read_parquet('cases.parquet');
CREATE OR REPLACE VIEW steps AS FROM read_parquet('steps.parquet');
CREATE OR REPLACE VIEW signals AS FROM read_parquet('signals.parquet');
CREATE OR REPLACE VIEW agencies AS FROM read_parquet('agencies.parquet');

CREATE OR REPLACE MACRO whole_seconds(since, until) AS (epoch_us(until) - epoch_us(since)) // 1000000;

-- Cases by month, agency, item and channel: how many were received, accepted, decided, in time, ended. What was
-- handled elsewhere and entered afterwards counts as that alone.
CREATE OR REPLACE VIEW case_figures AS
WITH lived AS (
    FROM cases WHERE channel <> 'afterwards'
), decided AS (
    FROM lived WHERE decided_at IS NOT NULL AND outcome <> ''
), told AS (
    SELECT *, received_at AS moment, 'received' AS measure, 0 AS taken FROM lived WHERE received_at IS NOT NULL
    UNION ALL SELECT *, accepted_at, 'accepted', 0 FROM lived WHERE accepted_at IS NOT NULL
    UNION ALL SELECT *, decided_at, if(outcome = 'refused', 'refused', 'granted'),
        coalesce(whole_seconds(accepted_at, decided_at), 0) FROM decided
    UNION ALL SELECT *, decided_at, if(decided_at <= due_at, 'on_time', 'late'), 0 FROM decided WHERE due_at IS NOT NULL
    UNION ALL SELECT *, decided_at, 'early', 0 FROM decided WHERE due_at >= decided_at + INTERVAL 1 DAY
    UNION ALL SELECT *, closed_at, CASE state WHEN 'not_accepted' THEN 'not_accepted' WHEN 'withdrawn' THEN 'withdrawn'
        WHEN 'closed' THEN 'lapsed' ELSE 'completed' END, 0 FROM lived WHERE closed_at IS NOT NULL
    UNION ALL SELECT *, closed_at, 'afterwards', 0 FROM cases WHERE channel = 'afterwards' AND closed_at IS NOT NULL
)
SELECT CAST(date_trunc('month', moment + INTERVAL 8 HOUR) AS DATE) AS month, measure, agency_code, item_code, channel, private,
    count(*) AS number, CAST(sum(taken) AS BIGINT) AS seconds
FROM told GROUP BY ALL;

-- Steps that ended by month, office, item and name: how many, how many late, how long together.
CREATE OR REPLACE VIEW step_figures AS
SELECT CAST(date_trunc('month', ended_at + INTERVAL 8 HOUR) AS DATE) AS month, agency_code, office_code, item_code, name,
    count(*) AS number, count(*) FILTER (due_at IS NOT NULL AND ended_at > due_at) AS late,
    CAST(sum(greatest(0, whole_seconds(begun_at, ended_at))) AS BIGINT) AS seconds
FROM steps WHERE begun_at IS NOT NULL AND ended_at IS NOT NULL AND NOT suspended GROUP BY ALL;

-- Lights by agency at a moment (UTC): FROM lights(TIMESTAMP '2026-11-23 06:00').
CREATE OR REPLACE MACRO lights(present) AS TABLE
SELECT agency_code,
    count(*) FILTER (due_at > present + INTERVAL 24 HOUR OR (due_at IS NULL AND NOT suspended)) AS green,
    count(*) FILTER (due_at >= present AND due_at <= present + INTERVAL 24 HOUR) AS yellow,
    count(*) FILTER (due_at < present) AS red,
    count(*) FILTER (suspended) AS paused
FROM steps WHERE begun_at IS NOT NULL AND ended_at IS NULL GROUP BY ALL;

-- Standing signals by month, rule, level and agency.
CREATE OR REPLACE VIEW signal_figures AS
SELECT CAST(date_trunc('month', "at" + INTERVAL 8 HOUR) AS DATE) AS month, rule, level, agency_code, count(*) AS number
FROM signals WHERE NOT quashed GROUP BY ALL;
