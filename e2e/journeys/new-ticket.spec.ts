// A call comes in: the ticket is written down over whatever page is open.
import { expect, test } from "../fixtures/test.ts";

test("an agent writes down a call of someone who is not known yet", async ({ desk, open }) => {
  const subject = desk.subject("Appel de l’atelier");
  const ines = await open(desk.agent, "/contacts");
  await expect(ines.heading("Contacts")).toBeVisible();
  await ines.page.keyboard.press("c");
  const dialog = ines.dialog("Nouveau ticket");
  await dialog.getByRole("combobox", { name: "Demandeur" }).fill("Odile Perrin");
  await dialog.getByRole("option", { name: "Créer le contact « Odile Perrin »" }).click();
  const contact = dialog.getByRole("group", { name: "Nouveau contact" });
  await expect(contact.getByLabel("Nom")).toHaveValue("Odile Perrin");
  await contact.getByLabel("Téléphone").fill("01 23 45 67 89");
  await contact.getByRole("button", { name: "Créer le contact" }).click();
  await dialog.getByLabel("Objet").fill(subject);
  await dialog.getByLabel("Description").fill("La presse numéro 2 ne démarre plus.");
  await ines.ticket.forms.weigh(dialog, "company", "high");
  await expect(dialog.getByText("Impact entreprise, urgence haute : P1 critique")).toBeVisible();
  await dialog.getByRole("button", { name: "Créer le ticket" }).click();

  await expect(dialog).toBeHidden();
  await expect(ines.ticket.subject(subject)).toBeVisible();
  await expect(ines.ticket.message("La presse numéro 2 ne démarre plus.")).toBeVisible();
  await expect(ines.ticket.property("Assigné à")).toContainText("Inès Laurent");
  await expect(ines.ticket.main.locator("p.meta")).toContainText("Téléphone");
});

test("what is missing is named, and what was written is kept when the dialog is closed", async ({ desk, open }) => {
  const ines = await open(desk.agent, "/tickets?view=open&new=1");
  const dialog = ines.dialog("Nouveau ticket");
  await dialog.getByLabel("Objet").fill("À moitié écrit");
  await dialog.getByRole("button", { name: "Créer le ticket" }).click();
  await expect(dialog.getByText("Choisissez le demandeur, ou créez son contact.")).toBeVisible();
  await expect(dialog.getByText("Décrivez la demande.")).toBeVisible();
  await ines.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await ines.page.getByRole("button", { name: "Reprendre" }).click();
  await expect(dialog.getByLabel("Objet")).toHaveValue("À moitié écrit");
});
