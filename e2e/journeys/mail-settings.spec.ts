// What administrators settle of the mail: mailboxes, the words of letters, what is held back.
import { mail } from "../fixtures/mails.ts";
import { expect, test } from "../fixtures/test.ts";

const EMAIL = "/settings/channels/email";

test("an administrator adds a mailbox, changes it, and takes it away once it is inactive", async ({ desk, open }) => {
  const claire = await open(desk.admin, EMAIL);
  const added = await claire.email.newMailbox();
  await added.send("post.mailbox.create");
  await expect(added.dialog.getByText("Il manque le nom.")).toBeVisible();
  await expect(added.dialog.getByText("Il manque le serveur.")).toBeVisible();
  await expect(added.field("post.mailbox.field.name")).toBeFocused();

  await added.identify("Support", "support");
  await added.fetchFrom("imap.vermeil.example", "support", "un secret");
  await added.field("post.server.port").fill("beaucoup");
  await added.send("post.mailbox.create");
  await expect(added.dialog.getByText("Un nombre entier.")).toBeVisible();
  await added.field("post.server.port").fill("993");
  await added.send("post.mailbox.create");
  await expect(added.dialog.getByText("Il manque une partie de l’adresse")).toBeVisible();
  await added.identify("Support", "support@vermeil.example");
  await added.send("post.mailbox.create");
  await claire.says("Boîte Support ajoutée");
  await expect(claire.email.row("Support")).toContainText("support@vermeil.example");

  const edited = await claire.email.editMailbox("Support");
  await expect(edited.field("post.server.secret")).toHaveValue("");
  await expect(edited.dialog.getByText("Un secret est enregistré.")).toBeVisible();
  await edited.byGateway();
  await edited.dialog.getByLabel("Relever cette boîte").uncheck();
  await edited.send("common.save");
  await claire.says("Boîte Support enregistrée");
  await expect(claire.email.row("Support")).toContainText("Désactivée");

  await claire.page.getByRole("button", { name: "Supprimer Support" }).click();
  await claire.dialog("Supprimer la boîte Support ?").getByRole("button", { name: "Supprimer la boîte" }).click();
  await claire.says("Boîte Support supprimée");
  await expect(claire.page.getByText("Aucune boîte")).toBeVisible();
});

test("a supervisor reads the settings of the mail, an agent has none", async ({ desk, open }) => {
  const sophie = await open(desk.supervisor, EMAIL);
  await expect(sophie.page.getByText("Un administrateur peut les modifier.")).toBeVisible();
  await expect(sophie.page.getByRole("button", { name: "Nouvelle boîte" })).toBeHidden();
  await sophie.email.goTo("intake");
  await expect(sophie.page.getByLabel("Deviennent demandeurs")).toBeDisabled();
  await sophie.email.goTo("templates");
  await sophie.email.letter("reply", "Français");
  await expect(sophie.email.body).toBeDisabled();
  await expect(sophie.email.preview).toContainText("GU-1042");

  const ines = await open(desk.agent, EMAIL);
  await expect(ines.heading("Accès réservé")).toBeVisible();
});

test("limits and satisfaction are staged and saved", async ({ desk, open }) => {
  const claire = await open(desk.admin, `${EMAIL}/intake`);
  await claire.page.getByLabel("E-mails par heure").fill("500");
  await claire.settings.save();
  await expect(claire.page.getByText("Au moins autant par jour que par heure.")).toBeVisible();
  await claire.page.getByLabel("E-mails par jour").fill("600");
  await claire.settings.save();
  await claire.says("Modifications enregistrées");

  await claire.email.goTo("satisfaction");
  await claire.page.getByLabel("Enquête", { exact: true }).selectOption("ces");
  await expect(claire.page.getByText("A-t-il été facile de faire régler votre demande")).toBeVisible();
  await claire.settings.save();
  await claire.says("Modifications enregistrées");
  expect(await desk.api().get("/settings/post")).toMatchObject({ per_hour: 500, per_day: 600, survey: "ces" });
});

test("the words of a letter are changed, previewed, and become the usual ones again", async ({ desk, open }) => {
  const claire = await open(desk.admin, `${EMAIL}/templates`);
  await claire.email.letter("acknowledgement", "Français");
  const usual = await claire.email.body.inputValue();
  await claire.email.body.fill("Bonjour, {{ticket.colour}}");
  await claire.settings.save();
  const unknown = "La variable « ticket.colour » n’existe pas dans cette lettre.".replace(/ (?=»)|(?<=«) /g, "\u00A0");
  await expect(claire.page.getByText(unknown).first()).toBeVisible();
  await expect(claire.email.body).toBeFocused();

  await claire.email.body.fill("Bien reçu : ");
  await claire.page.getByRole("button", { name: "Insérer ticket.number" }).click();
  await expect(claire.email.body).toHaveValue("Bien reçu : {{ticket.number}}");
  await claire.page.getByRole("button", { name: "Texte seul" }).click();
  await expect(claire.email.preview).toContainText("Bien reçu : GU-1042");
  await claire.settings.save();
  await claire.says("Modifications enregistrées");
  await claire.page.getByRole("link", { name: "Modèles de lettres" }).click();
  await expect(claire.email.row("Accusé de réception")).toContainText("personnalisé");

  await claire.email.letter("acknowledgement", "Français");
  await claire.page.getByRole("button", { name: "Rétablir le texte d’origine" }).click();
  await claire.page.getByRole("dialog").getByRole("button", { name: "Rétablir le texte d’origine" }).click();
  await claire.says("Texte d’origine rétabli");
  await expect(claire.email.body).toHaveValue(usual);
});

test("a mail in quarantine says why, and is accepted or dismissed", async ({ desk, open }) => {
  const settings = await desk.api().get<{ blocked: string[] }>("/settings/post");
  await desk.api().patch("/settings/post", { blocked: [...settings.blocked, "bloque.example"] });
  const [first, second] = [desk.subject("Gagnez un lot"), desk.subject("Vraie demande")];
  await desk.api().handOver(mail({ from: "un@bloque.example", subject: first, body: "Cliquez." }));
  await desk.api().handOver(mail({ from: "deux@bloque.example", subject: second, body: "Mon écran est noir." }));

  const sophie = await open(desk.supervisor, `${EMAIL}/quarantine`);
  await expect(sophie.email.row(first)).toContainText("L’expéditeur est bloqué.");
  await sophie.email.decide("dismiss", "un@bloque.example");
  await sophie.says("E-mail écarté");
  await expect(sophie.email.row(first)).toBeHidden();
  await sophie.email.decide("release_of", "deux@bloque.example");
  await sophie.says("E-mail accepté");
  await sophie.page.getByLabel("Voir tous les e-mails reçus").check();
  await expect(sophie.email.row(first)).toContainText("écarté");
  await sophie.email.row(second).getByRole("link", { name: /^GU-/ }).click();
  await expect(sophie.heading(second)).toBeVisible();
});
