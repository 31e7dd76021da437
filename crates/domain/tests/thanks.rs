//! A bare thanks, told from everything else on two hundred phrases.

use guichet_domain::text::is_bare_thanks;

/// Whether each phrase is a thanks, and the phrase.
fn phrases() -> Vec<(bool, String)> {
    let lines = include_str!("thanks.txt").lines();
    let labelled = lines.filter(|line| !line.starts_with('#'));
    labelled
        .map(|line| {
            let (label, phrase) = line.split_once('\t').expect("a label and a phrase");
            (label == "thanks", phrase.replace('|', "\n"))
        })
        .collect()
}

#[test]
fn what_is_taken_for_a_bare_thanks_is_one() {
    let phrases = phrases();
    assert_eq!(phrases.len(), 200);
    let taken = |phrase: &&(bool, String)| is_bare_thanks(&phrase.1);
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for phrase in &phrases {
        match (phrase.0, taken(&phrase)) {
            (true, true) => right += 1,
            (false, true) => wrong.push(&phrase.1),
            (true, false) => missed.push(&phrase.1),
            (false, false) => {}
        }
    }
    println!(
        "precision {right} of {}, found {right} of 100",
        right + wrong.len()
    );
    println!("missed: {missed:#?}");
    // A problem that is taken for a thanks is lost; a thanks that is not only opens a ticket again.
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(right >= 90, "{missed:#?}");
}

#[test]
fn a_long_message_or_a_question_is_none() {
    assert!(!is_bare_thanks(&"merci ".repeat(60)));
    assert!(!is_bare_thanks("Merci ?"));
    assert!(!is_bare_thanks(""));
}
