// Two agents on one ticket: the slower one loses nothing, and decides whose version stays.
import { expect, test } from "../fixtures/test.ts";

test("a form filled in on a stale ticket is kept, and can be sent on top", async ({ desk, open }) => {
  const ticket = await desk.qualified("Lenteur du réseau");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.goTo("resolution");
  await ines.ticket.forms.diagnose("Câble défectueux", "Erreurs sur le port 12.");

  await desk.api(desk.expert).deed(ticket.id, "prioritize", { priority: "p1", reason: "Client important" });
  await ines.ticket.forms.submit("diagnose");
  await expect(ines.ticket.conflict()).toContainText(/Modifié par Karim Benali à .* Votre saisie est conservée/);
  const form = ines.ticket.forms.form("diagnose");
  await expect(form.getByLabel("Cause probable")).toHaveValue("Câble défectueux");
  await expect(form.getByLabel("Constats et essais")).toHaveValue("Erreurs sur le port 12.");
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ stage: "diagnosis", priority: "p1" });

  await ines.page.getByRole("button", { name: "Garder la mienne" }).click();
  await ines.ticket.isAt("resolution");
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ stage: "resolution", priority: "p1" });
});

test("the slower one can leave the other's version", async ({ desk, open }) => {
  const ticket = await desk.qualified("Téléphone muet");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.beginFromMenu("rename");
  await ines.ticket.forms.form("rename").getByLabel("Objet").fill("Téléphone du hall muet");
  await desk.api(desk.expert).deed(ticket.id, "rename", { subject: "Téléphone de l’accueil muet" });

  await ines.ticket.forms.submit("rename");
  await expect(ines.ticket.conflict()).toBeVisible();
  await ines.page.getByRole("button", { name: "Garder la leur" }).click();
  await expect(ines.ticket.forms.form("rename")).toBeHidden();
  await expect(ines.ticket.subject("Téléphone de l’accueil muet")).toBeVisible();
});

test("a reply is held once when a colleague has just answered", async ({ desk, open }) => {
  const ticket = await desk.qualified("Message d’erreur");
  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  await ines.ticket.write("reply", "Redémarrez votre poste.");
  await desk.api(desk.expert).deed(ticket.id, "reply", { body: "Surtout ne redémarrez pas." });
  await expect(ines.ticket.message("Surtout ne redémarrez pas.")).toBeVisible();

  await ines.ticket.send("reply");
  await expect(ines.ticket.composer.getByText("Karim Benali vient de répondre.")).toBeVisible();
  await expect(ines.ticket.text).toHaveValue("Redémarrez votre poste.");
  await ines.ticket.text.fill("Comme Karim : ne redémarrez pas.");
  await ines.ticket.send("reply");
  await expect(ines.ticket.message("Comme Karim : ne redémarrez pas.")).toBeVisible();
});

test("two open edits of the settings: the second is told and keeps what it typed", async ({ desk, open }) => {
  const claire = await open(desk.admin, "/settings/organization");
  await claire.page.getByLabel("Relancer après").fill("3");
  const { reopen_within_days } = await desk.api().get<{ reopen_within_days: number }>("/settings");
  await desk.api().patch("/settings", { reopen_within_days: reopen_within_days + 1 });

  await claire.settings.save();
  await expect(claire.page.getByText(/Quelqu’un d’autre a enregistré entre-temps/)).toBeVisible();
  await expect(claire.page.getByLabel("Relancer après")).toHaveValue("3");
  await expect(claire.page.getByLabel("Rouvrir jusqu’à")).toHaveValue(String(reopen_within_days + 1));
  await claire.settings.save();
  await claire.says("Modifications enregistrées");
  expect(await desk.api().get("/settings")).toMatchObject({
    remind_after_days: 3,
    reopen_within_days: reopen_within_days + 1,
  });
});
