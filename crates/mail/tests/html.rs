//! S40, S41, S42: what others write as HTML runs nothing, posts nothing, frames nothing, loads nothing
//! and stays in its box.
#![allow(clippy::unwrap_used)]

use guichet_mail::html::{clean, text_of};

fn cleaned(html: &str) -> String {
    clean(html).unwrap().html
}

#[test]
fn s40_nothing_runs() {
    let table = [
        ("<script>x()</script>a", "a"),
        ("<p onclick=x() onmouseover='x()'>a</p>", "<p>a</p>"),
        ("<svg onload=x()><text>a</text></svg>b", "b"),
        (
            "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></math>",
            "<table></table>",
        ),
        ("<base href=https://mal.example>a", "a"),
        (
            "<meta http-equiv=refresh content='0;url=https://mal.example'>a",
            "a",
        ),
        (
            "<form action=https://mal.example><input name=a><button>b</button></form>",
            "b",
        ),
        ("<iframe srcdoc='<script>x()</script>'></iframe>a", "a"),
        ("<template><img src=x onerror=x()></template>a", "a"),
        (
            "<![CDATA[<![CDATA[<script>x()</script>]]>]]>",
            "x()]]&gt;]]&gt;",
        ),
        (
            "<object data=x></object><embed src=x><applet></applet>a",
            "a",
        ),
        (
            "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>a",
            "<img>\"&gt;a",
        ),
        ("<link rel=stylesheet href=https://mal.example>a", "a"),
        (
            "+ADw-script+AD4-x()+ADw-/script+AD4-",
            "+ADw-script+AD4-x()+ADw-/script+AD4-",
        ),
        ("<a xlink:href=javascript:x()>a</a>", "<a>a</a>"),
        ("<details ontoggle=x() open>a</details>", "a"),
        ("<p id=login class=button name=x>a</p>", "<p>a</p>"),
    ];
    for (given, expected) in table {
        let found = cleaned(given).replace(" rel=\"noopener noreferrer nofollow\"", "");
        let found = found.replace(" target=\"_blank\"", "");
        assert_eq!(found.trim(), expected, "{given}");
    }
}

#[test]
fn s40_links_lead_to_pages_mails_and_telephones_only() {
    for good in [
        "https://a.example/?b=c",
        "http://a.example",
        "mailto:a@b.example",
        "tel:+33102030405",
    ] {
        let found = cleaned(&format!("<a href='{good}'>a</a>"));
        assert!(found.contains(&format!("href=\"{good}\"")), "{found}");
        assert!(
            found.contains("rel=\"noopener noreferrer nofollow\"")
                && found.contains("target=\"_blank\""),
            "{found}"
        );
    }
    let bad = [
        "javascript:x()",
        "JaVaScRiPt:x()",
        " javascript:x()",
        "java\tscript:x()",
        "java\nscript:x()",
        "&#106;avascript:x()",
        "\u{1}javascript:x()",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//mal.example",
        "/logout",
        "#top",
        "cid:x",
        "blob:x",
    ];
    for bad in bad {
        let found = cleaned(&format!("<a href=\"{bad}\">a</a>"));
        assert!(!found.contains("href"), "{bad}: {found}");
    }
}

#[test]
fn s41_nothing_leaves_its_box() {
    let table = [
        (
            "<style>@import 'https://mal.example';a[href^=x]{}</style>a",
            "a",
        ),
        (
            "<p style=\"background:url(https://mal.example)\">a</p>",
            "<p>a</p>",
        ),
        (
            "<div style=\"position:fixed;top:0\">a</div>",
            "<div>a</div>",
        ),
        (
            "<table background=https://mal.example><tr><td background=x>a</td></tr></table>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("<td colspan=99999>a</td>", "a"),
        ("<img width=99999 height=1>", "<img height=\"1\">"),
    ];
    for (given, expected) in table {
        assert_eq!(cleaned(given), expected, "{given}");
    }
}

#[test]
fn s42_no_picture_is_loaded_until_asked() {
    let remote = "<img src='https://a.example/p.gif?a=1&amp;b=2' alt='x'>";
    let found = clean(remote).unwrap();
    assert_eq!(
        found.html,
        "<img data-src=\"https://a.example/p.gif?a=1&amp;b=2\" alt=\"x\">"
    );
    assert!(found.remote_images);
    let table = [
        ("<img src=cid:a@b>", "<img data-cid=\"a@b\">"),
        ("<img src=CID:a@b>", "<img data-cid=\"a@b\">"),
        ("<img src=data:image/png;base64,AAAA>", "<img>"),
        ("<img src=/a.png>", "<img>"),
        ("<img src=//a.example/a.png>", "<img>"),
        (
            "<img srcset='https://a.example/a 2x' lowsrc=https://a.example/a dynsrc=x>",
            "<img>",
        ),
        ("<img data-src='javascript:x()'>", "<img>"),
        ("<img src='x' data-cid='a b\" onload=x()'>", "<img>"),
        (
            "<video poster=https://a.example/a></video><audio src=https://a.example/a></audio>",
            "",
        ),
        (
            "<picture><source srcset=https://a.example/a><img src=https://a.example/b></picture>",
            "<img data-src=\"https://a.example/b\">",
        ),
    ];
    for (given, expected) in table {
        let found = clean(given).unwrap();
        assert_eq!(
            found.html.replace("&lt;", "<").replace("&gt;", ">"),
            expected,
            "{given}"
        );
        assert!(!found.html.contains("img src="), "{given}");
    }
}

#[test]
fn a_value_that_looks_like_a_picture_is_none() {
    let html = "<p title='<img src=https://a.example/a>'>a</p>";
    let found = clean(html).unwrap();
    assert!(!found.remote_images);
    assert!(found.html.contains("img src="), "{}", found.html);
}

#[test]
fn what_arranges_text_stays() {
    let html = "<h1>a</h1><p>b <b>c</b><br>d</p><ul><li>e</li></ul><blockquote>f</blockquote><table><tbody><tr><td>g</td></tr></tbody></table><pre>h</pre>";
    assert_eq!(cleaned(html), html);
}

#[test]
fn clean_html_stays_as_it_is() {
    for html in [
        "<img src=https://a.example/b><img src=cid:c><a href=https://d.example>e</a>",
        "<b><i>a</b>b</i>",
        "<p>a<div>b</p>c",
        "<pre dir=ltr>\n\n\n\n\n\na\n  b</pre>",
    ] {
        let once = clean(html).unwrap();
        assert_eq!(clean(&once.html).unwrap(), once);
    }
}

#[test]
fn what_is_tangled_is_refused_and_still_has_its_text() {
    let html = format!("{}hello", "<div>".repeat(100_000));
    assert_eq!(clean(&html), None);
    assert_eq!(text_of(&html), "hello");
}

#[test]
fn forty_replies_in_one_another_are_not_tangled() {
    let html = format!(
        "{}hello{}",
        "<div><blockquote><div>".repeat(40),
        "</div></blockquote></div>".repeat(40)
    );
    assert!(clean(&html).is_some());
}
