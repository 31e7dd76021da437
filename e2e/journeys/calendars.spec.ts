// When time counts: a supervisor settles hours, public holidays and closures.
import { Desk } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

interface Calendar {
  id: number;
  name: string;
  day_minutes: number;
  definition: { week: Record<string, { from: string; to: string }[]>; days: { date: string; name: string }[] };
}

const calendarsOf = async (desk: Desk) => (await desk.api().get<{ items: Calendar[] }>("/calendars")).items;

const FILE = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//Guichet//FR",
  "BEGIN:VEVENT",
  "UID:pont@vermeil.example",
  "DTSTART;VALUE=DATE:20270514",
  "DTEND;VALUE=DATE:20270515",
  "SUMMARY:Pont de l’Ascension",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "UID:point@vermeil.example",
  "DTSTART:20270512T080000Z",
  "DTEND:20270512T090000Z",
  "SUMMARY:Point hebdomadaire",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

test("a supervisor settles hours, holidays and closures", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/calendars");
  await sophie.page.getByRole("button", { name: "Créer un calendrier" }).click();
  const dialog = sophie.dialog("Nouveau calendrier");
  await dialog.getByLabel("Nom", { exact: true }).fill("Siège");
  await dialog.getByRole("button", { name: "Créer", exact: true }).click();
  await sophie.says("Calendrier Siège créé");
  await expect(sophie.calendars.calendar("Siège")).toContainText("lun.–ven. 09:00–18:00");

  await sophie.calendars.open("monday", 1, "8h30", "12");
  await expect(sophie.calendars.time("monday", 1, "from")).toHaveValue("08:30");
  await sophie.calendars.addPeriod("monday");
  await sophie.calendars.open("monday", 2, "13.30", "18");
  await sophie.page.getByRole("button", { name: "Copier lundi vers mardi à vendredi" }).click();
  await sophie.page.getByLabel("Jours fériés", { exact: true }).selectOption("france");

  await sophie.page.getByRole("button", { name: "Importer un fichier iCal" }).click();
  const file = sophie.dialog("Importer un fichier iCal");
  await file.getByLabel("Ou son contenu, collé ici").fill(FILE);
  await file.getByRole("button", { name: "Lire", exact: true }).click();
  await expect(file.getByText("Pont de l’Ascension")).toBeVisible();
  await file.getByText("1 événement laissé de côté").click();
  await expect(file.getByText("Point hebdomadaire")).toBeVisible();
  await file.getByRole("button", { name: "Ajouter 1 jour" }).click();
  await expect(sophie.calendars.closure(1, "name")).toHaveValue("Pont de l’Ascension");

  await sophie.settings.save();
  await sophie.says("Modifications enregistrées");
  await expect(sophie.calendars.closedDays).toContainText("Fête du Travail");
  const [calendar] = await calendarsOf(desk);
  expect(calendar!.day_minutes).toBe(480);
  expect(calendar!.definition.week["friday"]).toEqual([
    { from: "08:30", to: "12:00" },
    { from: "13:30", to: "18:00" },
  ]);
  expect(calendar!.definition.days).toMatchObject([{ date: "2027-05-14", name: "Pont de l’Ascension" }]);
});

test("a period that ends before it begins is said where it stands", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/calendars");
  await sophie.page.getByRole("button", { name: "Créer un calendrier" }).click();
  const dialog = sophie.dialog("Nouveau calendrier");
  await dialog.getByLabel("Nom", { exact: true }).fill("Nuit");
  await dialog.getByRole("button", { name: "Créer", exact: true }).click();
  await sophie.calendars.open("tuesday", 1, "22", "6");
  await sophie.settings.save();
  await expect(sophie.calendars.time("tuesday", 1, "to")).toBeFocused();
  await expect(sophie.page.getByText("La fin vient après le début.")).toBeVisible();
  await sophie.calendars.open("tuesday", 1, "22", "24");
  await sophie.settings.save();
  await sophie.says("Modifications enregistrées");
});

test("a calendar that a policy counts by stays", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/calendars");
  await sophie.page.getByRole("button", { name: "Créer un calendrier" }).click();
  const dialog = sophie.dialog("Nouveau calendrier");
  await dialog.getByLabel("Nom", { exact: true }).fill("Siège");
  await dialog.getByRole("button", { name: "Créer", exact: true }).click();
  await sophie.says("Calendrier Siège créé");
  const [calendar] = await calendarsOf(desk);
  const terms = { calendar_id: calendar!.id, targets: { p3: { resolution: 480 } } };
  await desk.api().post("/sla_policies", { name: "Standard", terms });

  await sophie.calendars.remove("Siège");
  await expect(sophie.page.getByText("Une politique d’engagement compte encore dans ce calendrier.")).toBeVisible();
  await sophie.page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
  await expect(sophie.calendars.calendar("Siège")).toBeVisible();

  await sophie.page.getByRole("link", { name: "Engagements (SLA)" }).click();
  await expect(sophie.sla.policy("Standard")).toContainText("Heures ouvrées, calendrier « Siège »");
  await expect(sophie.page.getByText("1 j = 9 h ouvrées").first()).toBeVisible();
});
