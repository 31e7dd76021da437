// The door: who comes in, who does not, and what happens when a session ends.
import { expect, test } from "../fixtures/test.ts";

test("a wrong pair is refused without saying which half was wrong", async ({ desk, open }) => {
  const door = await open(null, "/login");
  await door.door.signIn(desk.agent.email, "une autre phrase");
  await expect(door.page.getByRole("alert")).toHaveText("Adresse ou mot de passe incorrect.");
  const refused = door.page.waitForResponse("**/api/v1/sessions");
  await door.door.signIn("personne@vermeil.example", desk.agent.password);
  expect((await refused).status()).toBe(401);
  await expect(door.page.getByRole("alert")).toHaveText("Adresse ou mot de passe incorrect.");
  await expect(door.door.field("login.email")).toHaveValue("personne@vermeil.example");
});

test("an empty field is named and gets the focus", async ({ open }) => {
  const door = await open(null, "/login");
  await door.door.signIn("", "");
  await expect(door.page.getByText("Il manque l’adresse e-mail.")).toBeVisible();
  await expect(door.door.field("login.email")).toBeFocused();
});

test("someone who signs in lands where they wanted to go, and is gone after signing out", async ({ desk, open }) => {
  const ticket = await desk.request("Souris en panne");
  const door = await open(null, `/tickets/${ticket.number}`);
  await expect(door.door.signInHeading).toBeVisible();
  await door.door.signIn(desk.agent.email, desk.agent.password);
  await expect(door.ticket.subject(ticket.subject)).toBeVisible();

  await door.account("Se déconnecter");
  await expect(door.door.signInHeading).toBeVisible();
  await door.page.goto(`/tickets/${ticket.number}`);
  await expect(door.door.signInHeading).toBeVisible();
});

test("a requester lands in the portal", async ({ desk, open }) => {
  const door = await open(null, "/");
  await door.door.signIn(desk.requester.email, desk.requester.password);
  await expect(door.heading(/Bonjour Camille/)).toBeVisible();
});

test("the address to go to afterwards never leads to another site", async ({ desk, open }) => {
  const door = await open(null, "/login?next=//evil.example/tickets");
  await door.door.signIn(desk.agent.email, desk.agent.password);
  await expect(door.list.views).toBeVisible();
  expect(new URL(door.page.url()).origin).toBe(desk.server.url);
});

test("when the session ends elsewhere, the page leads to the door and back to where one was", async ({ desk, open }) => {
  const lea = await desk.enter({ name: "Léa Moreau", role: "agent" });
  const screen = await open(lea, "/tickets?view=open");
  await expect(screen.heading("Tous les ouverts")).toBeVisible();
  const password = "encore une autre phrase";
  await desk.api().patch(`/people/${lea.id}`, { password });

  await expect(screen.door.signInHeading).toBeVisible();
  await expect(screen.page.getByText("Votre session est terminée. Connectez-vous pour continuer.")).toBeVisible();
  await screen.door.signIn(lea.email, password);
  await expect(screen.heading("Tous les ouverts")).toBeVisible();
});

test("someone whose account is switched off cannot come in", async ({ desk, open }) => {
  const paul = await desk.enter({ name: "Paul Giraud" });
  await desk.api().patch(`/people/${paul.id}`, { active: false });
  const door = await open(null, "/login");
  await door.door.signIn(paul.email, paul.password);
  await expect(door.page.getByRole("alert")).toHaveText("Adresse ou mot de passe incorrect.");
});
