// Who of an organization reads the requests of the others.
import { expect, test } from "../fixtures/test.ts";

test("a shared organization's requests are read by everyone of it, and by nobody before", async ({ desk, open }) => {
  const name = desk.subject("Transports Delorme");
  const organization = await desk.api().post<{ id: number }>("/organizations", { name });
  const elise = await desk.enter({ name: "Élise Favre", organization_id: organization.id });
  const marc = await desk.enter({ name: "Marc Olivier", organization_id: organization.id });
  const ticket = await desk.request("Quai numéro 3", {}, elise);
  await desk.api(desk.agent).deed(ticket.id, "note", { body: "Client difficile." });

  const before = await open(marc, `/portal/requests/${ticket.number}`);
  await expect(before.heading("Page introuvable")).toBeVisible();
  await before.page.goto("/portal/requests");
  await expect(before.heading("Mes demandes")).toBeVisible();
  await expect(before.page.getByRole("navigation", { name: "De qui" })).toBeHidden();

  const claire = await open(desk.admin, `/organizations/${organization.id}`);
  await claire.page.getByLabel("Qui lit toutes les demandes de l’organisation").selectOption({ label: "Tout le monde" });
  await claire.settings.save();
  await claire.says("Modifications enregistrées");

  const after = await open(marc, "/portal/requests");
  await after.page.getByRole("navigation", { name: "De qui" }).getByRole("link", { name }).click();
  await expect(after.portal.request(ticket.subject)).toContainText("Élise Favre");
  await after.portal.request(ticket.subject).click();
  await expect(after.portal.message("rien ne va plus")).toBeVisible();
  await expect(after.page.getByText("Client difficile.")).toBeHidden();
  await expect(after.page.getByRole("button", { name: "Annuler la demande" })).toBeHidden();

  await desk.api(marc).deed(ticket.id, "reply", { body: "Nous avons le même problème." });
  const stranger = await open(desk.requester, `/portal/requests/${ticket.number}`);
  await expect(stranger.heading("Page introuvable")).toBeVisible();
});

test("managers only: a member does not see what a manager does", async ({ desk, open }) => {
  const name = desk.subject("Groupe Lachaume");
  const organization = await desk.api().post<{ id: number }>("/organizations", { name, sharing: "managers" });
  const manager = await desk.enter({ name: "Hugo Lemaire", organization_id: organization.id, organization_manager: true });
  const member = await desk.enter({ name: "Sarah Cohen", organization_id: organization.id });
  const asker = await desk.enter({ name: "Jeanne Petit", organization_id: organization.id });
  const ticket = await desk.request("Caisse bloquée", {}, asker);

  const seen = await open(manager, "/portal/requests?of=organization");
  await expect(seen.portal.request(ticket.subject)).toBeVisible();
  const unseen = await open(member, "/portal/requests?of=organization");
  await expect(unseen.page.getByText("Aucune demande en cours")).toBeVisible();
});
