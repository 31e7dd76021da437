DROP TABLE audit_log;
DROP TABLE session_tokens;
DROP TABLE sessions;
