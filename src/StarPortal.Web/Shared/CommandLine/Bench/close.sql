-- The closing of a released cycle, by hand. One transaction; temporary tables hold what one statement hands to the next.
-- :cycle, :now; bench_levels (what each star level brings) is filled before.

-- Final versions -------------------------------------------------------------------------------------------------------
-- every published total is computed once more from its answers and values

CREATE TEMP TABLE bench_items AS
SELECT s.value ->> 'key' AS section, (s.value ->> 'weight') + 0.0 AS section_weight, i.value ->> 'key' AS item, (i.value ->> 'weight') + 0.0 AS weight
FROM "Cycles" c JOIN "TemplateVersions" v ON v."Id" = c."TemplateVersionId", json_each(v."Definition", '$.sections') s, json_each(s.value, '$.indicators') i
WHERE c."Id" = :cycle;

CREATE TEMP TABLE bench_ratings AS
SELECT r."ParticipantId" AS participant, a."ItemKey" AS item, r."Relationship" AS relationship, COUNT(*) AS n, SUM(a."Rating" * 20.0) / COUNT(*) AS score
FROM "Reviews" r JOIN "ReviewAnswers" a ON a."ReviewId" = r."Id"
WHERE r."CycleId" = :cycle AND r."Published" AND NOT r."PreviousManager" AND a."Rating" IS NOT NULL
GROUP BY r."ParticipantId", a."ItemKey", r."Relationship"
HAVING r."Relationship" <> 'Peer' OR COUNT(*) >= (SELECT "AnonymityThreshold" FROM "Cycles" WHERE "Id" = :cycle);

CREATE TEMP TABLE bench_scores AS
SELECT participant, item, SUM(score * share) / SUM(share) AS score
FROM (SELECT participant, item, score, CASE relationship WHEN 'Manager' THEN 60 WHEN 'Peer' THEN 40 ELSE 0 END AS share FROM bench_ratings)
GROUP BY participant, item
HAVING SUM(share) > 0
UNION ALL
SELECT a."ParticipantId", a."IndicatorKey", CASE a."IndicatorKey"
  WHEN 'accuracy' THEN CASE WHEN a."Value" + 0.0 >= 98 THEN 100 WHEN a."Value" + 0.0 >= 95 THEN 85 WHEN a."Value" + 0.0 >= 90 THEN 70 ELSE 40 END
  WHEN 'satisfaction' THEN MAX(0, MIN(120, (a."Value" - 80) * 100.0 / 18))
  ELSE MAX(0, 100 - 25 * MAX(0, a."Value" + 0.0)) END
FROM "ActualValues" a JOIN "Participants" p ON p."Id" = a."ParticipantId"
WHERE p."CycleId" = :cycle
  AND NOT EXISTS (SELECT 1 FROM "Exemptions" e WHERE e."CycleId" = :cycle AND e."IndicatorKey" = a."IndicatorKey"
    AND (e."ParticipantId" IS NULL OR e."ParticipantId" = p."Id") AND e."ApprovedByManagement" IS NOT NULL AND e."ApprovedByHr" IS NOT NULL);

CREATE TEMP TABLE bench_totals AS
SELECT s.participant, MAX(0, MIN(120, SUM(s.score * s.section_weight) / SUM(s.section_weight) + COALESCE(d.points, 0))) AS total
FROM (
  SELECT x.participant, i.section, i.section_weight, SUM(x.score * i.weight) / SUM(i.weight) AS score
  FROM bench_scores x JOIN bench_items i ON i.item = x.item
  GROUP BY x.participant, i.section) s
LEFT JOIN (SELECT "ParticipantId" AS participant, MAX(-10, MIN(10, SUM("Points"))) AS points FROM "Adjustments" WHERE "ApprovedBy" IS NOT NULL GROUP BY "ParticipantId") d ON d.participant = s.participant
GROUP BY s.participant;

CREATE INDEX temp.bench_totals_of ON bench_totals (participant);

-- a thousandth of a point: halves are rounded up, and sums of fractions are never quite exact here
UPDATE "ParticipantResults" SET "FinalNumber" = "CurrentNumber"
FROM bench_totals t, "ResultVersions" v
WHERE "ParticipantResults"."CycleId" = :cycle AND t.participant = "ParticipantResults"."ParticipantId"
  AND v."ResultId" = "ParticipantResults"."Id" AND v."Number" = "ParticipantResults"."CurrentNumber" AND v."Tree" <> ''
  AND ABS(ROUND(t.total + 0.000000001, 2) - v."Total") < 0.001 AND ABS(v."Total" - "ParticipantResults"."CurrentTotal") < 0.001;

-- Star standings -------------------------------------------------------------------------------------------------------
-- at most one level up and one down; demotion after one cycle below

CREATE TEMP TABLE bench_moves AS
SELECT m.*,
  CASE WHEN reached IS NULL THEN CASE WHEN before IS NULL THEN 'Started' ELSE 'NotEvaluated' END
    WHEN newcomer THEN CASE WHEN before IS NULL OR level > 1 THEN 'Started' ELSE 'Kept' END
    WHEN target > level THEN 'Promoted'
    WHEN target = level THEN CASE WHEN before IS NULL THEN 'Started' ELSE 'Kept' END
    ELSE 'Demoted' END AS change,
  CASE WHEN reached IS NULL THEN level WHEN newcomer THEN 1 WHEN target > level THEN level + 1 WHEN target = level THEN level ELSE level - 1 END AS after,
  CASE WHEN reached IS NULL THEN below ELSE 0 END AS below_after
FROM (
  SELECT o."ParticipantId" AS participant, o."EmployeeId" AS employee, o."ProgrammeId" AS programme, o."ProgrammeVersionId" AS version,
    o."ReachedLevel" AS reached, o."Newcomer" AS newcomer, s."Id" AS standing, s."Level" AS before, COALESCE(s."Level", 1) AS level, COALESCE(s."CyclesBelow", 0) AS below,
    MAX(1, MIN(4, o."ReachedLevel")) AS target, o."LevelBefore" AS shown_before, o."LevelAfter" AS shown_after, o."Change" AS shown_change
  FROM "StarOutcomes" o
  JOIN "Participants" p ON p."Id" = o."ParticipantId" AND p."State" <> 'Withdrawn'
  LEFT JOIN "StarStandings" s ON s."ProgrammeId" = o."ProgrammeId" AND s."EmployeeId" = o."EmployeeId"
  WHERE o."CycleId" = :cycle
  ORDER BY o."ParticipantId") m;

INSERT INTO "StarStandings" ("EmployeeId", "ProgrammeId", "Level", "Since", "CyclesBelow", "LastCycleId", "LastPeriodEnd", "Version")
SELECT m.employee, m.programme, m.after, :now, m.below_after, c."Id", c."PeriodEnd", 0
FROM bench_moves m, "Cycles" c
WHERE c."Id" = :cycle AND m.standing IS NULL
ORDER BY m.participant;

INSERT INTO "StarStandingChanges" ("StandingId", "EmployeeId", "ParticipantId", "ProgrammeId", "ProgrammeVersionId", "CycleId", "PeriodEnd", "ReachedLevel", "LevelBefore", "LevelAfter", "CyclesBelow", "Change", "Counts", "At", "Round", "ReversesId")
SELECT s."Id", m.employee, m.participant, m.programme, m.version, c."Id", c."PeriodEnd", m.reached, m.before, m.after, m.below_after, m.change, 1, :now, 1, 0
FROM bench_moves m JOIN "StarStandings" s ON s."ProgrammeId" = m.programme AND s."EmployeeId" = m.employee, "Cycles" c
WHERE c."Id" = :cycle
ORDER BY m.participant;

UPDATE "StarStandings" SET "Since" = CASE WHEN m.after <> m.before THEN :now ELSE "Since" END,
  "Level" = m.after, "CyclesBelow" = m.below_after, "LastCycleId" = c."Id", "LastPeriodEnd" = c."PeriodEnd", "Version" = "StarStandings"."Version" + 1
FROM bench_moves m, "Cycles" c
WHERE c."Id" = :cycle AND m.standing = "StarStandings"."Id";

-- what people were shown at release is what is written now
UPDATE "StarOutcomes" SET "LevelBefore" = m.before, "LevelAfter" = m.after, "CyclesBelow" = m.below_after, "Change" = m.change
FROM bench_moves m
WHERE m.participant = "StarOutcomes"."ParticipantId" AND (m.shown_before IS NOT m.before OR m.shown_after <> m.after OR m.shown_change <> m.change);

-- Entitlements ---------------------------------------------------------------------------------------------------------

INSERT INTO "EntitlementLists" ("CycleId", "ProgrammeId", "ProgrammeVersionId", "Number", "State", "Reason", "TakesAllBack", "MadeBy", "MadeAt", "PreparedBy", "ReleasedBy", "ClosingRound", "Version")
SELECT :cycle, v."ProgrammeId", v."Id", 1, 'Draft', '', 0, :by, :now, '', '', 1, 0
FROM "Cycles" c JOIN "StarProgrammeVersions" v ON v."Id" = c."StarProgrammeVersionId"
WHERE c."Id" = :cycle AND EXISTS (SELECT 1 FROM bench_moves m JOIN bench_levels l ON l.level = m.after WHERE m.change <> 'NotEvaluated');

INSERT INTO "EntitlementLines" ("ListId", "EmployeeId", "Kind", "ReversesLineId", "EmployeeNumber", "Name", "DepartmentId", "Department", "Level", "LevelName", "Amount", "Currency", "SalaryPercent", "Gift", "Honour", "Development", "ComputedAmount", "ComputedPercent", "Note", "ChangedBy", "Version")
SELECT t."Id", p."EmployeeId", 'Grant', 0, p."Number", p."Name", p."DepartmentId", p."DepartmentName", l.level, l.name, l.amount, l.currency, l.percent, l.gift, l.honour, l.development, l.amount, l.percent, '', '', 0
FROM "StarStandingChanges" c
JOIN bench_levels l ON l.level = c."LevelAfter"
JOIN "Participants" p ON p."Id" = c."ParticipantId"
JOIN "EntitlementLists" t ON t."CycleId" = c."CycleId"
WHERE c."CycleId" = :cycle AND c."Counts" AND c."Change" <> 'NotEvaluated'
ORDER BY p."Number", p."Id";

-- Plans called for ------------------------------------------------------------------------------------------------------
-- the lowest level in two cycles in a row, and behaviour under 60 in the version that holds

INSERT INTO "PlanTriggers" ("EmployeeId", "ParticipantId", "CycleId", "Round", "Kind", "Facts", "At", "WithdrawnReason")
SELECT c."EmployeeId", c."ParticipantId", c."CycleId", 1, 'LowestLevelTwice', json_object('level', json(l.value -> 'name'), 'earlierCycle', y."Name"), :now, ''
FROM "StarStandingChanges" c
JOIN "StarOutcomes" o ON o."ParticipantId" = c."ParticipantId" AND NOT o."Newcomer"
JOIN "StarStandingChanges" b ON b."Id" = (SELECT MAX(x."Id") FROM "StarStandingChanges" x WHERE x."StandingId" = c."StandingId" AND x."Id" < c."Id" AND x."Counts" AND x."ReachedLevel" IS NOT NULL)
JOIN "StarOutcomes" p ON p."ParticipantId" = b."ParticipantId" AND NOT p."Newcomer"
JOIN "Cycles" y ON y."Id" = b."CycleId"
JOIN "StarProgrammeVersions" v ON v."Id" = c."ProgrammeVersionId", json_each(v."Definition", '$.levels') l
WHERE c."CycleId" = :cycle AND c."Counts" AND c."LevelAfter" = 1 AND c."ReachedLevel" IS NOT NULL AND b."LevelAfter" = 1 AND l.value ->> 'number' = 1
ORDER BY c."ParticipantId";

-- where behaviour stands in a tree is where it stands in the template; so each tree is parsed once
WITH behaviour AS MATERIALIZED (
  SELECT '$.sections[' || s.key || '].score' AS path, s.value -> 'name' AS name
  FROM "Cycles" c JOIN "TemplateVersions" t ON t."Id" = c."TemplateVersionId", json_each(t."Definition", '$.sections') s
  WHERE c."Id" = :cycle AND s.value ->> 'key' = 'behaviour'),
scores AS MATERIALIZED (
  SELECT p."EmployeeId" AS employee, p."Id" AS participant, b.name, ROUND((v."Tree" ->> b.path) + 0.000000001, 2) AS score
  FROM behaviour b, "ParticipantResults" r
  JOIN "ResultVersions" v ON v."ResultId" = r."Id" AND v."Number" = r."CurrentNumber"
  JOIN "Participants" p ON p."Id" = r."ParticipantId" AND p."State" <> 'Withdrawn'
  WHERE r."CycleId" = :cycle)
INSERT INTO "PlanTriggers" ("EmployeeId", "ParticipantId", "CycleId", "Round", "Kind", "Facts", "At", "WithdrawnReason")
SELECT employee, participant, :cycle, 1, 'BehaviourLow', json_object('earlierCycle', '', 'section', json(name), 'score', score), :now, ''
FROM scores
WHERE score < 60
ORDER BY participant;

-- Certificates ---------------------------------------------------------------------------------------------------------

INSERT INTO "CertificateDesigns" ("Hash", "Brand") VALUES (:brandHash, :brand) ON CONFLICT ("Hash") DO NOTHING;
INSERT INTO "CertificateCounters" ("Year", "Last") VALUES (:year, 0) ON CONFLICT ("Year") DO NOTHING;

INSERT INTO "Certificates" ("Year", "Sequence", "Number", "Code", "EmployeeId", "CycleId", "ProgrammeId", "Facts", "Name", "Level", "DesignId", "IssuedOn", "IssuedAt", "IssuedByAccountId", "IssuedBy", "State", "Version")
SELECT :year, k."Last" + x.place, printf('SP-%04d-%06d', :year, k."Last" + x.place), hex(randomblob(8)), x.employee, :cycle, x.programme,
  json_object('name', x.name, 'programme', json(:programme), 'level', x.level, 'levels', 4, 'levelName', json(x.level_name), 'period', json(:period)),
  x.name, x.level, d."Id", :today, :now, 0, 'Closing', 'Valid', 0
FROM (
  SELECT ROW_NUMBER() OVER (ORDER BY c."ParticipantId") AS place, c."EmployeeId" AS employee, c."ProgrammeId" AS programme, e."Name" AS name, c."LevelAfter" AS level, l.name AS level_name
  FROM "StarStandingChanges" c
  JOIN bench_levels l ON l.level = c."LevelAfter"
  JOIN "Participants" p ON p."Id" = c."ParticipantId" AND p."State" <> 'Withdrawn'
  JOIN "Employees" e ON e."Id" = c."EmployeeId"
  WHERE c."CycleId" = :cycle AND c."Counts" AND c."ReachedLevel" IS NOT NULL AND c."Change" <> 'NotEvaluated'
    AND NOT EXISTS (SELECT 1 FROM "Certificates" t WHERE t."EmployeeId" = c."EmployeeId" AND t."CycleId" = :cycle AND t."ProgrammeId" = c."ProgrammeId" AND t."State" = 'Valid')) x,
  "CertificateCounters" k, "CertificateDesigns" d
WHERE k."Year" = :year AND d."Hash" = :brandHash
ORDER BY x.place;

UPDATE "CertificateCounters" SET "Last" = (SELECT MAX("Sequence") FROM "Certificates" WHERE "Year" = :year) WHERE "Year" = :year;

-- Points ---------------------------------------------------------------------------------------------------------------

INSERT INTO "PointsEvents" ("Key", "Kind", "EmployeeId", "CycleId", "ProgrammeId", "Level", "LevelBefore", "ReversesId", "At")
SELECT 'star:' || c."ProgrammeId" || ':' || c."CycleId" || ':' || c."EmployeeId" || ':1', 'StarReached', c."EmployeeId", c."CycleId", c."ProgrammeId", c."LevelAfter", COALESCE(c."LevelBefore", 0), 0, :now
FROM "StarStandingChanges" c
WHERE c."CycleId" = :cycle AND c."Counts" AND c."Change" = 'Promoted'
ORDER BY c."Id";

-- Notifications --------------------------------------------------------------------------------------------------------

INSERT INTO "Notifications" ("EmployeeId", "Kind", "Key", "Link", "Args", "CreatedAt")
SELECT p."EmployeeId", 'Cycles.CycleClosed', 'cycle:' || :cycle || ':1', '/results', json_array(c."Name"), :now
FROM "Participants" p JOIN "Cycles" c ON c."Id" = p."CycleId"
WHERE c."Id" = :cycle AND p."State" = 'Active'
ORDER BY p."Id";

INSERT INTO "Notifications" ("EmployeeId", "Kind", "Key", "Link", "Args", "CreatedAt")
SELECT p."ManagerId", 'Cycles.PlansCalled', 'cycle:' || :cycle || ':1', '/results/team', json_array(c."Name", CAST(COUNT(DISTINCT p."EmployeeId") AS TEXT)), :now
FROM "PlanTriggers" t JOIN "Participants" p ON p."Id" = t."ParticipantId" JOIN "Cycles" c ON c."Id" = t."CycleId"
WHERE t."CycleId" = :cycle AND t."WithdrawnAt" IS NULL AND p."ManagerId" IS NOT NULL
GROUP BY p."ManagerId"
ORDER BY MIN(p."Id");

-- Closed ---------------------------------------------------------------------------------------------------------------

UPDATE "Cycles" SET "State" = 'Closed', "ClosingSince" = NULL, "Version" = "Version" + 2 WHERE "Id" = :cycle;
UPDATE "CyclePhases" SET "State" = 'Closed' WHERE "CycleId" = :cycle AND ("State" = 'Open' OR "Kind" = 'Close');
