DROP TABLE routing_rules;
DROP TABLE absences;
DROP TABLE agent_skills;
DROP TABLE agents;
DROP TABLE skills;
ALTER TABLE teams DROP COLUMN last_assigned_id;
ALTER TABLE teams DROP COLUMN routing;
