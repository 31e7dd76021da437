DROP TABLE categories;
DROP TABLE team_members;
DROP TABLE teams;
DROP TABLE people;
DROP TABLE organizations;
