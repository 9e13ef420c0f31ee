-- The launch of a published cycle over everybody who is employed on the day, by hand.
-- :cycle, :today (yyyy-MM-dd), :now

INSERT INTO "Participants" ("CycleId", "EmployeeId", "State", "Number", "Name", "DepartmentId", "DepartmentName", "DepartmentPath", "JobTitle", "Level", "ManagerId", "ManagerReviewUnlocked", "Version")
SELECT :cycle, e."Id", 'Active', e."Number", e."Name", e."DepartmentId", d."Name", d."Path", e."JobTitle", e."Level", e."ManagerId", 0, 0
FROM "Employees" e JOIN "Departments" d ON d."Id" = e."DepartmentId"
WHERE e."LeaveDate" IS NULL OR e."LeaveDate" >= :today
ORDER BY e."Id";

-- one reviewer has one role: self before manager before the chosen ones
INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version")
SELECT p."CycleId", p."Id", p."EmployeeId", p."EmployeeId", 'Self', 'NotStarted', 0, 0, 0
FROM "Participants" p
WHERE p."CycleId" = :cycle
ORDER BY p."Id";

INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version")
SELECT p."CycleId", p."Id", p."EmployeeId", r."Id", 'Manager', 'NotStarted', 0, 0, 0
FROM "Participants" p JOIN "Employees" r ON r."Id" = p."ManagerId" AND r."Id" <> p."EmployeeId"
WHERE p."CycleId" = :cycle AND (r."LeaveDate" IS NULL OR r."LeaveDate" >= :today)
ORDER BY p."Id"
ON CONFLICT DO NOTHING;

INSERT INTO "Reviews" ("CycleId", "ParticipantId", "SubjectId", "ReviewerId", "Relationship", "State", "PreviousManager", "Published", "Version")
SELECT p."CycleId", p."Id", p."EmployeeId", r."Id", n."Relationship", 'NotStarted', 0, 0, 0
FROM "Participants" p
JOIN "PlannedReviewers" n ON n."CycleId" = p."CycleId" AND n."EmployeeId" = p."EmployeeId" AND n."ReviewerId" <> p."EmployeeId"
JOIN "Employees" r ON r."Id" = n."ReviewerId"
WHERE p."CycleId" = :cycle AND (r."LeaveDate" IS NULL OR r."LeaveDate" >= :today)
ORDER BY p."Id", r."Id"
ON CONFLICT DO NOTHING;

UPDATE "Cycles" SET "State" = 'Running', "LaunchedAt" = :now, "Version" = "Version" + 2 WHERE "Id" = :cycle;
UPDATE "CyclePhases" SET "State" = 'Closed' WHERE "CycleId" = :cycle AND "Kind" = 'Publish';
