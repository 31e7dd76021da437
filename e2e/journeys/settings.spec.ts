// What an administrator settles, and when it takes effect.
import { expect, test } from "../fixtures/test.ts";

test("a change of the matrix gives the next ticket its priority", async ({ desk, open }) => {
  const before = await desk.taken("Avant");
  const claire = await open(desk.admin, "/settings/organization");
  const cell = claire.settings.cell("company", "low");
  await expect(cell).toHaveValue("p2");
  await cell.selectOption("p3");
  await expect(claire.page.getByText("1 modification", { exact: true })).toBeVisible();

  await claire.page.getByRole("link", { name: "Équipes" }).click();
  const leaving = claire.dialog("Quitter sans enregistrer ?");
  await leaving.getByRole("button", { name: "Rester" }).click();
  await expect(cell).toHaveValue("p3");
  await claire.settings.save();
  await claire.says("Modifications enregistrées");
  await expect(claire.page.getByText("1 modification", { exact: true })).toBeHidden();

  const ines = await open(desk.agent, `/tickets/${before.number}`);
  await ines.ticket.goTo("diagnosis");
  await ines.ticket.forms.qualify({ category: "VPN", impact: "company", urgency: "low" });
  await ines.ticket.forms.send("qualify");
  await expect(ines.ticket.main.getByTitle("P3 normale").first()).toBeVisible();
  expect(await desk.api().ticket(before.id)).toMatchObject({ priority: "p3" });
});

test("a supervisor reads the settings, an agent has none", async ({ desk, open }) => {
  const sophie = await open(desk.supervisor, "/settings/organization");
  await expect(sophie.settings.cell("person", "low")).toBeDisabled();
  await expect(sophie.page.getByText("Un administrateur peut les modifier.")).toBeVisible();

  const ines = await open(desk.agent, "/settings/organization");
  await expect(ines.heading("Accès réservé")).toBeVisible();
  await expect(ines.page.getByRole("link", { name: "Réglages" })).toBeHidden();
});

test("an administrator makes a team, a category and an agent, who signs in", async ({ desk, open }) => {
  const claire = await open(desk.admin, "/settings/teams");
  const team = await claire.directory.begin("team");
  await team.getByLabel("Nom", { exact: true }).fill("Sécurité");
  await team.getByLabel("Niveau").selectOption("n3");
  await team.getByRole("button", { name: "Créer" }).click();
  await claire.says("Équipe Sécurité créée");
  await expect(claire.page.getByRole("main")).toContainText("Sécurité");

  await claire.page.getByRole("link", { name: "Catégories" }).click();
  await claire.page.getByRole("button", { name: "Ajouter sous Réseau" }).click();
  const category = claire.page.getByRole("dialog");
  await category.getByLabel("Nom", { exact: true }).fill("Pare-feu");
  await category.getByRole("button", { name: "Ajouter", exact: true }).click();
  await claire.says("Catégorie Pare-feu ajoutée");
  await expect(claire.page.getByRole("button", { name: "Renommer Pare-feu" })).toBeVisible();

  await claire.page.getByRole("link", { name: "Agents" }).click();
  const agent = await claire.directory.begin("settings.agent");
  await agent.getByLabel("Nom complet").fill("Zoé Lambert");
  await agent.getByLabel("Adresse e-mail").fill("zoe.lambert@vermeil.example");
  await agent.getByLabel("Mot de passe", { exact: true }).fill(desk.agent.password);
  await agent.getByRole("button", { name: "Ajouter", exact: true }).click();
  await expect(claire.directory.row("Zoé Lambert")).toContainText("Agent");

  const zoe = await open(null, "/login");
  await zoe.door.signIn("zoe.lambert@vermeil.example", desk.agent.password);
  await expect(zoe.list.views).toBeVisible();
});
