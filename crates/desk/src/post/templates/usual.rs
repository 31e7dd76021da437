//! The words that the desk brings.

use guichet_domain::people::Language;
use guichet_domain::post::LetterKind;

use super::Words;

/// The usual words of a kind of letter.
pub(super) fn words(kind: LetterKind, language: Language) -> Words {
    let (subject, body) = match language {
        Language::Fr => french(kind),
        Language::En => english(kind),
    };
    Words {
        subject: subject.to_owned(),
        body: body.to_owned(),
    }
}

/// The subject of everything about a ticket, so that mail programs keep it together.
const ABOUT: &str = "[{{ticket.number}}] {{ticket.subject}}";

fn french(kind: LetterKind) -> (&'static str, &'static str) {
    match kind {
        LetterKind::Acknowledgement => (
            ABOUT,
            "Bonjour {{recipient.name}},\n\nVotre demande est bien arrivée. Elle porte le numéro \
             {{ticket.number}} ; nous vous répondrons dès que possible.\n\nPour ajouter quelque \
             chose, répondez à ce message.\n\n[Suivre ma demande]({{ticket.url}})\n\n{{desk.name}}",
        ),
        LetterKind::Reply => (
            ABOUT,
            "{{message}}\n\n— {{author.name}}, {{desk.name}}\n\nRépondez à ce message pour \
             poursuivre l’échange, ou ouvrez votre demande : {{ticket.url}}",
        ),
        LetterKind::Solution => (
            ABOUT,
            "{{message}}\n\n— {{author.name}}, {{desk.name}}\n\nVotre demande est-elle réglée \
             ?\n\n[Oui, c’est réglé]({{link.confirm}})\n[Non, pas encore]({{link.not_solved}})",
        ),
        LetterKind::Reminder => (
            ABOUT,
            "Bonjour {{recipient.name}},\n\nNous pensons avoir réglé votre demande « \
             {{ticket.subject}} ». Est-ce le cas ?\n\n[Oui, c’est réglé]({{link.confirm}})\n[Non, \
             pas encore]({{link.not_solved}})\n\nSans réponse de votre part, elle sera clôturée \
             {{closes_at}}.\n\n{{desk.name}}",
        ),
        LetterKind::Closure => (
            ABOUT,
            "Bonjour {{recipient.name}},\n\nVotre demande {{ticket.number}} est clôturée. Si elle \
             n’est pas réglée, répondez à ce message : elle sera rouverte.\n\n[Voir ma \
             demande]({{ticket.url}})\n\n{{desk.name}}",
        ),
        LetterKind::Survey => (
            "Comment avons-nous répondu à votre demande {{ticket.number}} ?",
            "Bonjour {{recipient.name}},\n\nVotre demande « {{ticket.subject}} » est clôturée. \
             Comment cela s’est-il passé ? Une note suffit.\n\n{{scores}}\n\nOu donnez votre avis \
             en quelques mots : {{link.rate}}\n\n{{desk.name}}",
        ),
        LetterKind::Notification => (
            ABOUT,
            "{{news}}\n\n[Ouvrir]({{ticket.url}})\n\nVous choisissez ce qui vous est envoyé dans \
             votre compte.",
        ),
        LetterKind::SignIn => (
            "Votre lien de connexion à {{desk.name}}",
            "Bonjour {{recipient.name}},\n\nVoici le lien que vous avez demandé. Il sert une \
             fois, pendant quinze minutes.\n\n[Me connecter]({{link.sign_in}})\n\nSi vous n’avez \
             rien demandé, ignorez ce message : personne ne peut se connecter sans lui.",
        ),
        LetterKind::Invitation => (
            "Vous êtes invité sur {{desk.name}}",
            "Bonjour {{recipient.name}},\n\n{{desk.name}} vous ouvre un accès pour déposer et \
             suivre vos demandes. Ce lien sert une fois, pendant sept jours.\n\n[Accepter \
             l’invitation]({{link.sign_in}})",
        ),
        LetterKind::Transcript => (
            ABOUT,
            "Bonjour {{recipient.name}},\n\nVoici l’échange que nous venons d’avoir \
             :\n\n{{message}}\n\nRépondez à ce message pour le poursuivre.\n\n{{desk.name}}",
        ),
        LetterKind::Test => (
            "Essai d’envoi de {{desk.name}}",
            "Si vous lisez ceci, {{desk.name}} peut envoyer des e-mails.",
        ),
    }
}

fn english(kind: LetterKind) -> (&'static str, &'static str) {
    match kind {
        LetterKind::Acknowledgement => (
            ABOUT,
            "Hello {{recipient.name}},\n\nYour request has arrived. Its number is \
             {{ticket.number}}; we will answer as soon as we can.\n\nTo add something, reply to \
             this message.\n\n[Follow my request]({{ticket.url}})\n\n{{desk.name}}",
        ),
        LetterKind::Reply => (
            ABOUT,
            "{{message}}\n\n— {{author.name}}, {{desk.name}}\n\nReply to this message to go on, \
             or open your request: {{ticket.url}}",
        ),
        LetterKind::Solution => (
            ABOUT,
            "{{message}}\n\n— {{author.name}}, {{desk.name}}\n\nIs your request solved?\n\n[Yes, \
             it is solved]({{link.confirm}})\n[No, not yet]({{link.not_solved}})",
        ),
        LetterKind::Reminder => (
            ABOUT,
            "Hello {{recipient.name}},\n\nWe think that your request “{{ticket.subject}}” is \
             solved. Is it?\n\n[Yes, it is solved]({{link.confirm}})\n[No, not \
             yet]({{link.not_solved}})\n\nIf we don't hear from you, it will close on \
             {{closes_at}}.\n\n{{desk.name}}",
        ),
        LetterKind::Closure => (
            ABOUT,
            "Hello {{recipient.name}},\n\nYour request {{ticket.number}} is closed. If it is not \
             solved, reply to this message: it will be reopened.\n\n[See my \
             request]({{ticket.url}})\n\n{{desk.name}}",
        ),
        LetterKind::Survey => (
            "How did we do on your request {{ticket.number}}?",
            "Hello {{recipient.name}},\n\nYour request “{{ticket.subject}}” is closed. How was \
             it? A score is enough.\n\n{{scores}}\n\nOr tell us in a few words: \
             {{link.rate}}\n\n{{desk.name}}",
        ),
        LetterKind::Notification => (
            ABOUT,
            "{{news}}\n\n[Open]({{ticket.url}})\n\nYou choose what is sent to you in your account.",
        ),
        LetterKind::SignIn => (
            "Your link to sign in to {{desk.name}}",
            "Hello {{recipient.name}},\n\nHere is the link you asked for. It works once, for \
             fifteen minutes.\n\n[Sign in]({{link.sign_in}})\n\nIf you asked for nothing, ignore \
             this message: nobody can sign in without it.",
        ),
        LetterKind::Invitation => (
            "You are invited to {{desk.name}}",
            "Hello {{recipient.name}},\n\n{{desk.name}} lets you send and follow your requests. \
             This link works once, for seven days.\n\n[Accept the \
             invitation]({{link.sign_in}})",
        ),
        LetterKind::Transcript => (
            ABOUT,
            "Hello {{recipient.name}},\n\nHere is what we have just \
             written:\n\n{{message}}\n\nReply to this message to go on.\n\n{{desk.name}}",
        ),
        LetterKind::Test => (
            "Test letter of {{desk.name}}",
            "If you read this, {{desk.name}} can send e-mail.",
        ),
    }
}
