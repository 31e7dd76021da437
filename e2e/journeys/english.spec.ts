// The same desk in English: the portal, the workspace, and switching between the two.
import { expect, test } from "../fixtures/test.ts";
import { NEWEST } from "../pages/list.ts";

test("a request asked, solved and confirmed in English", async ({ desk, open }) => {
  const emma = await desk.enter({ name: "Emma Wright", language: "en" });
  const james = await desk.enter({ name: "James Cole", role: "agent", language: "en" });
  const subject = desk.subject("The printer is offline");

  const portal = await open(emma, "/portal");
  await expect(portal.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(portal.heading("Hello Emma, what do you need?")).toBeVisible();
  await portal.portal.card("incident").click();
  await portal.portal.describe("incident", subject, "Since this morning.");
  await portal.portal.send();
  await portal.says(/Request GU-\d+ sent/);

  const desktop = await open(james, NEWEST);
  await expect(desktop.heading("Unassigned")).toBeVisible();
  await desktop.list.openTicket(subject);
  await desktop.ticket.begin("take");
  await desktop.ticket.goTo("resolution");
  const form = desktop.ticket.forms.form("solve");
  await desktop.ticket.forms.nature(form, { category: "Imprimante", impact: "team", urgency: "high" });
  await form.getByLabel("Probable cause").fill("Spooler stopped");
  await desktop.ticket.forms.resolve("solve", "Spooler restarted", "You can print again.");
  await desktop.ticket.forms.send("solve");
  await desktop.says(/is resolved/);
  await expect(desktop.ticket.main.getByTitle("P2 high").first()).toBeVisible();

  await expect(portal.portal.message("You can print again.")).toBeVisible();
  await portal.portal.confirm();
  await portal.says("Thank you. The team will close the request.");
});

test("the language is switched at once and kept with the account", async ({ desk, open }) => {
  const person = await desk.enter({ name: "Noé Garnier", role: "agent" });
  const noe = await open(person, "/tickets?view=open");
  await expect(noe.heading("Tous les ouverts")).toBeVisible();
  await noe.account("English");
  await expect(noe.heading("All open")).toBeVisible();
  await expect(noe.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(noe.page).toHaveTitle(/All open/);

  const elsewhere = await open({ ...person, language: "en" }, "/tickets?view=open");
  await expect(elsewhere.heading("All open")).toBeVisible();
});

test("the door speaks the language of the browser", async ({ open }) => {
  const door = await open(null, "/login", { language: "en", locale: "en-GB" });
  await expect(door.door.signInHeading).toBeVisible();
  await door.door.signIn("nobody@vermeil.example", "not the password");
  await expect(door.page.getByRole("alert")).toHaveText("Wrong address or password.");
});
