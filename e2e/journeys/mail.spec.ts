// Mail as those see it who write it, answer it, and get it.
import { PostOffice } from "../fixtures/letters.ts";
import { mail } from "../fixtures/mails.ts";
import { expect, test } from "../fixtures/test.ts";

test("a mail becomes a ticket, its quoted text folded, its look in a frame of its own", async ({ desk, open }) => {
  const subject = desk.subject("Imprimante du 3e");
  const taken = await desk.api().handOver(
    mail({
      from: "Zoé Martin <zoe.martin@client.example>",
      subject,
      body: "Bonjour,\n\nElle ne répond plus.\n\nLe jeu. 12 mars 2026, Support a écrit :\n> Que dit l’écran ?",
      html: "<p>Bonjour,</p><p>Elle ne répond <b>plus</b>.</p><p><img src='https://ailleurs.example/x.png' alt='mouchard'></p>",
    }),
  );
  expect(taken.state).toBe("taken");

  const ines = await open(desk.agent, `/tickets/${taken.ticket_id}`);
  await expect(ines.heading(subject)).toBeVisible();
  const message = ines.page.getByRole("article", { name: /Zoé Martin/ });
  await expect(message).toContainText("Elle ne répond plus.");
  await expect(message.getByText("expéditeur non vérifié")).toBeVisible();
  await expect(message.getByText("Que dit l’écran ?")).toBeHidden();
  await message.getByText("Texte cité").click();
  await expect(message.getByText("Que dit l’écran ?")).toBeVisible();

  await message.getByRole("button", { name: "Voir la mise en forme" }).click();
  const frame = message.locator("iframe");
  await expect(frame.contentFrame().locator("b")).toHaveText("plus");
  await expect(frame.contentFrame().locator("body")).toContainText("mouchard");
  await expect(frame.contentFrame().locator("img")).toHaveCount(0);
  await message.getByText("Détails de l’e-mail").click();
  await expect(message).toContainText("zoe.martin@client.example");
});

test("a requester answers and rates from letters, and the agent reads it", async ({ desk, open }) => {
  await desk.api().patch("/settings/post", { survey: "csat", survey_after_hours: 0 });
  const office = await PostOffice.open(desk.api());
  const camille = await desk.enter({ name: "Camille Perrin" });
  const ticket = await desk.solved("Certificat", desk.agent, camille);

  const letter = await open(null, await office.link(camille.email, "answer"));
  await expect(letter.heading(ticket.subject)).toBeVisible();
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ closed_at: null });
  await letter.page.getByRole("button", { name: "Oui, c’est réglé" }).click();
  await expect(letter.page.getByText("la demande est clôturée")).toBeVisible();
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ close_code: "confirmed" });
  // Whoever has answered is not asked again: this letter has to come first.
  const survey = await office.link(camille.email, "rate");
  await letter.page.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(letter.page.getByText("Choisissez une note.")).toBeVisible();
  await letter.email.score("4 sur 5, bien").check();
  await letter.page.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(letter.page.getByText("Votre note : 4 sur 5, bien.")).toBeVisible();

  const rate = await open(null, `${survey}?score=2`);
  await expect(rate.email.score("2 sur 5, mauvais")).toBeChecked();
  await rate.page.getByLabel("Un commentaire").fill("Trop long.");
  await rate.page.getByRole("button", { name: "Changer ma réponse" }).click();
  await expect(rate.page.getByText("Vous pouvez la changer jusqu’au")).toBeVisible();

  const ines = await open(desk.agent, `/tickets/${ticket.number}`);
  const panel = ines.page.getByRole("region", { name: "Satisfaction" });
  await expect(panel).toContainText("2 sur 5, mauvais");
  await expect(panel).toContainText("Trop long.");
  office.close();
});

test("what is still wrong reopens the request, in the language of whoever has the mail", async ({ desk, open }) => {
  const office = await PostOffice.open(desk.api());
  const alice = await desk.enter({ name: "Alice Brown", language: "en" });
  const ticket = await desk.solved("Screen", desk.agent, alice);
  const letter = await open(null, `${await office.link(alice.email, "answer")}?not_solved`, { language: "fr" });
  await letter.page.getByLabel("What is still wrong?").fill("It is black again.");
  await letter.page.getByRole("button", { name: "Reopen the request" }).click();
  await expect(letter.page.getByText("The team is working on this request.")).toBeVisible();
  expect(await desk.api().ticket(ticket.id)).toMatchObject({ reopen_count: 1 });
  office.close();
});

test("a link signs in once, by a button", async ({ desk, open }) => {
  const office = await PostOffice.open(desk.api());
  const lina = await desk.enter({ name: "Lina Faure" });
  const door = await open(null, "/login");
  await door.page.getByRole("button", { name: "Recevoir un lien de connexion" }).click();
  await expect(door.heading("Lien de connexion")).toBeFocused();
  await door.page.getByLabel("Adresse e-mail").fill(lina.email);
  await door.page.getByRole("button", { name: "Envoyer le lien" }).click();
  const answer = door.page.getByText("Si cette adresse peut se connecter ici, un lien vient de lui être envoyé.");
  await expect(answer).toBeVisible();
  // Somebody of the desk gets none, and hears the same.
  await door.page.getByLabel("Adresse e-mail").fill(desk.agent.email);
  await door.page.getByRole("button", { name: "Envoyer le lien" }).click();
  await expect(answer).toBeVisible();

  const path = await office.link(lina.email, "sign-in");
  const letter = await open(null, path);
  await letter.page.getByRole("button", { name: "Me connecter" }).click();
  await expect(letter.heading(/Bonjour Lina/)).toBeVisible();
  const again = await open(null, path);
  await again.page.getByRole("button", { name: "Me connecter" }).click();
  await expect(again.heading("Ce lien ne fonctionne plus")).toBeVisible();
  office.close();
});

test("a link that leads nowhere says what to do", async ({ open }) => {
  const letter = await open(null, "/rate/0.nothing");
  await expect(letter.heading("Ce lien ne fonctionne plus")).toBeVisible();
  await expect(letter.page.getByRole("link", { name: "Ouvrir le portail" })).toBeVisible();
});

test("everybody chooses what is sent to them", async ({ desk, open }) => {
  const ines = await open(desk.agent, "/account");
  await expect(ines.email.choice("alerts")).toBeChecked();
  await ines.email.choice("alerts").uncheck();
  await ines.says("Choix enregistré");
  expect(await desk.api(desk.agent).get("/me/mail_choices")).toMatchObject({ alerts: false, tickets: true });

  const camille = await open(desk.requester, "/account");
  await expect(camille.email.choice("surveys")).toBeChecked();
  await expect(camille.email.choice("alerts")).toBeHidden();
});
