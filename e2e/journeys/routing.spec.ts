// How tickets find their team and their agent, and who is absent meanwhile.
import { Desk } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

test("a rule leads new tickets to a team, whose method finds the agent", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const claire = await visit(desk.server, desk.admin, "/settings/routing");
  await claire.routing.method("Réseau et VPN").selectOption("least_loaded");
  await claire.says("Réseau et VPN : méthode changée");

  const sophie = await visit(desk.server, desk.supervisor, "/settings/routing");
  await expect(sophie.directory.row("Réseau et VPN")).toContainText("Au moins chargé");
  await sophie.routing.part("rules");
  await expect(sophie.page.getByText("Aucune règle pour l’instant")).toBeVisible();
  await sophie.routing.addRule("VPN vers Réseau", "VPN", "Réseau et VPN");
  await sophie.says("Règle VPN vers Réseau créée");
  await expect(sophie.routing.rules).toContainText(["vers Réseau et VPN"]);

  const ticket = await desk.api(desk.agent).create({
    subject: desk.subject("Tunnel coupé"),
    body: "Depuis ce matin, rien ne va plus.",
    category_id: desk.vpn.id,
    requester_id: desk.requester.id,
  });
  await expect.poll(async () => (await desk.api().ticket(ticket.id)).team?.name).toBe("Réseau et VPN");
  await expect.poll(async () => (await desk.api().ticket(ticket.id)).assignee?.name).toBe("Karim Benali");
});

test("rules are put in order, switched off and taken away", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  for (const [name, team] of [["Premier", desk.service], ["Second", desk.network]] as const) {
    await desk.api().post("/routing_rules", { name, team_id: team.id });
  }
  const sophie = await visit(desk.server, desk.supervisor, "/settings/routing/rules");
  await sophie.routing.rule("Second").focus();
  await sophie.page.keyboard.press("Alt+ArrowUp");
  await expect(sophie.routing.rules.first()).toContainText("Second");
  await expect(sophie.routing.rule("Second")).toBeFocused();

  await sophie.page.getByRole("switch", { name: "Règle active, Second" }).click();
  await sophie.says("Règle Second désactivée");
  await sophie.page.getByRole("button", { name: "Annuler" }).click();
  await sophie.says("Règle Second activée");

  await sophie.page.getByRole("button", { name: "Actions : Premier" }).click();
  await sophie.page.getByRole("menuitem", { name: "Supprimer" }).click();
  await sophie.page.getByRole("button", { name: "Supprimer la règle" }).click();
  await sophie.says("Règle Premier supprimée");
  await expect(sophie.routing.rules).toHaveCount(1);
});

test("skills are named, given to an agent, and asked for by a rule", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const sophie = await visit(desk.server, desk.supervisor, "/settings/routing/skills");
  await sophie.routing.addSkill("Téléphonie");
  await sophie.says("Compétence Téléphonie ajoutée");

  await sophie.routing.part("agents");
  const dialog = await sophie.routing.editAgent("Karim Benali");
  await dialog.getByLabel("Tickets ouverts au plus").fill("12");
  await dialog.getByLabel("English").check();
  await dialog.getByRole("combobox", { name: "Compétences", exact: true }).fill("Tél");
  await dialog.getByRole("option", { name: "Téléphonie" }).click();
  await dialog.getByLabel("Degré, Téléphonie").selectOption("3");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await sophie.says("Agent enregistré");
  await expect(sophie.directory.row("Karim Benali")).toContainText("Téléphonie (expert)");
  await expect(sophie.directory.row("Karim Benali")).toContainText("0 sur 12");
});

test("an agent enters an absence, a supervisor sees everybody's", async ({ startServer, visit }) => {
  const desk = await Desk.open(await startServer());
  const karim = await visit(desk.server, desk.expert, "/account");
  await karim.page.getByRole("link", { name: "Mes absences" }).click();
  await expect(karim.heading("Mes absences")).toBeVisible();
  await karim.routing.addAbsence("2031-05-05T08:00", "2031-05-09T18:00", { replacement: "Inès Laurent" });
  await karim.says("Absence ajoutée, Karim Benali");
  await expect(karim.directory.row("5 mai 2031")).toContainText("Inès Laurent");

  const sophie = await visit(desk.server, desk.supervisor, "/settings/absences");
  await expect(sophie.directory.row("Karim Benali")).toContainText("5 mai 2031");
  await sophie.routing.addAbsence("2031-06-02T08:00", "2031-06-03T18:00", { person: "Inès Laurent" });
  await sophie.says("Absence ajoutée, Inès Laurent");
  await sophie.page.getByRole("button", { name: "Supprimer l’absence, Karim Benali" }).click();
  await sophie.page.getByRole("button", { name: "Supprimer l’absence", exact: true }).click();
  await sophie.says("Absence supprimée, Karim Benali");
  await expect(sophie.directory.row("Karim Benali")).toBeHidden();
  await expect(sophie.directory.row("Inès Laurent")).toBeVisible();
});
