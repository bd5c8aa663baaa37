//! What each mark looks like in SVG.

use std::fmt::Write as _;

use super::pen::{Anchor, Pen, Words};
use super::xml::{escaped, number, pair, path};
use crate::kit::{Point, QuadCurve, Rect};
use crate::model::Sign;
use crate::scene::encode::{self, Barbs, Glyph};
use crate::scene::text::TextStyle;
use crate::scene::{
    About, Badge, BadgeMark, Color, Emphasis, Fill, Ink, LabelMark, Naming, NationMark, Pinning, SampleArrow,
    SampleBadge, SampleGlyph, SwatchMark, TextMark, Theme, TieMark,
};

/// Writes a tie: title, curve, cross-ticks, arrowhead. Its glyph comes later, above all curves.
pub(super) fn tie(pen: &mut Pen<'_>, tie: &TieMark, about: &str) {
    let color = pen.theme.of(encode::sign(tie.sign).role);
    let id = pen.identifier("tie", tie.id.as_str());
    let _ = writeln!(pen.out, "<g class=\"tie\" id=\"{id}\" role=\"graphics-symbol img\"{}>", faded(tie.opacity));
    let _ = writeln!(pen.out, "<title>{} — {}</title>", escaped(&tie.title), escaped(&tie.sentence));
    described(pen, about);
    let d = path(&tie.curve);
    match tie.emphasis {
        Emphasis::Selected | Emphasis::Hovered => {
            let ground = if tie.emphasis == Emphasis::Selected { pen.theme.selection } else { pen.theme.line };
            let width = number(encode::halo_width(tie.width, tie.casing));
            let _ = writeln!(
                pen.out,
                "<path d=\"{d}\" fill=\"none\" stroke=\"{ground}\" stroke-opacity=\"{}\" stroke-width=\"{width}\"/>",
                number(encode::HALO_OPACITY),
            );
        }
        Emphasis::Plain | Emphasis::Dimmed => {}
    }
    casing(pen, tie, &d);
    let dashes = encode::dashes(tie.line, tie.width);
    line(pen, "curve", &d, color, tie.width, dashes);
    if tie.fill == Fill::Hollow {
        line(pen, "core", &d, pen.theme.canvas, encode::hollow_core(tie.width), dashes);
    }
    barbs(pen, &tie.barbs, color, tie.width);
    if let Some([tip, left, right]) = tie.arrow {
        let d = format!("M{}L{}L{}Z", pair(tip), pair(left), pair(right));
        let _ = writeln!(pen.out, "<path class=\"arrow\" d=\"{d}\" fill=\"{color}\"/>");
    }
    pen.out.push_str("</g>\n");
}

/// Writes what more there is to say of a mark, if anything is.
fn described(pen: &mut Pen<'_>, about: &str) {
    if !about.is_empty() {
        let _ = writeln!(pen.out, "<desc>{}</desc>", escaped(about));
    }
}

/// Writes the casing of a tie, if it has one: under its line and its arrowhead, the line's own gaps unbroken.
fn casing(pen: &mut Pen<'_>, tie: &TieMark, d: &str) {
    let Some(layers) = encode::casing_layers(tie.casing) else { return };
    for ((class, color), by) in casing_inks(pen.theme).into_iter().zip(layers) {
        line(pen, class, d, color, tie.width + 2.0 * by, None);
        if let Some([tip, left, right]) = tie.grown_arrow(by) {
            let d = format!("M{}L{}L{}Z", pair(tip), pair(left), pair(right));
            let _ = writeln!(pen.out, "<path class=\"{class}\" d=\"{d}\" fill=\"{color}\"/>");
        }
    }
}

/// Returns what the two layers of a casing are called, and their colors.
fn casing_inks(theme: &Theme) -> [(&'static str, Color); 2] {
    [("casing", theme.hypothetical), ("bed", theme.canvas)]
}

/// Writes the two layers of a casing around a circle.
fn rings(pen: &mut Pen<'_>, center: Point, radii: Option<[f64; 2]>) {
    for ((class, color), radius) in casing_inks(pen.theme).into_iter().zip(radii.into_iter().flatten()) {
        let (x, y, radius) = (number(center.x), number(center.y), number(radius));
        let _ = writeln!(pen.out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{color}\"/>");
    }
}

/// Writes the glyph of a tie.
pub(super) fn glyph(pen: &mut Pen<'_>, tie: &TieMark) {
    if let Some(radii) = encode::glyph_casing(tie.casing, tie.glyph.radius) {
        let _ = writeln!(pen.out, "<g{}>", faded(tie.opacity));
        rings(pen, tie.glyph.center, Some(radii));
        pen.out.push_str("</g>\n");
    }
    glyph_at(pen, tie.glyph.center, tie.sign, tie.opacity);
}

/// Writes the words on a tie, on a ground that keeps curves off them.
pub(super) fn label(pen: &mut Pen<'_>, label: &LabelMark) {
    let ground = match label.emphasis {
        Emphasis::Selected => pen.theme.selection_ground,
        Emphasis::Plain | Emphasis::Hovered | Emphasis::Dimmed => pen.theme.canvas,
    };
    let [width, height] = label.size;
    let turned =
        if label.angle == 0.0 { String::new() } else { format!(" rotate({})", number(label.angle.to_degrees())) };
    let transform = format!("translate({}){turned}", pair(label.anchor));
    let (x, y) = (number(-width / 2.0), number(-height / 2.0));
    let _ = writeln!(
        pen.out,
        "<rect class=\"ground\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{ground}\" transform=\"{transform}\"/>",
        number(width),
        number(height),
    );
    let style = TextStyle::regular(encode::LABEL_SIZE);
    let color = pen.theme.ink;
    pen.words(&Words {
        class: "label",
        text: &label.text,
        at: Point::new(0.0, style.baseline_below_center()),
        style,
        anchor: Anchor::Middle,
        color,
        attributes: format!("{} transform=\"{transform}\"", faded(label.opacity)),
    });
}

/// Writes the line on which a bundle's badge sits; nothing for a mixed pair's badge.
pub(super) fn strand(pen: &mut Pen<'_>, badge: &BadgeMark) {
    let Some(strand) = &badge.strand else { return };
    if let Some(layers) = encode::casing_layers(badge.casing) {
        let _ = writeln!(pen.out, "<g{}>", faded(badge.opacity));
        for ((class, color), by) in casing_inks(pen.theme).into_iter().zip(layers) {
            line(pen, class, &path(strand), color, encode::STRAND_WIDTH + 2.0 * by, None);
        }
        pen.out.push_str("</g>\n");
    }
    let _ = writeln!(
        pen.out,
        "<path class=\"strand\" d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
        path(strand),
        pen.theme.muted,
        number(encode::STRAND_WIDTH),
        faded(badge.opacity),
    );
}

/// Writes a badge: title, box, words; within it what is said of the ties that it counts.
pub(super) fn badge(pen: &mut Pen<'_>, badge: &BadgeMark, about: &About) {
    let _ = writeln!(pen.out, "<g class=\"badge\"{}>", faded(badge.opacity));
    let _ = writeln!(pen.out, "<title>{}</title>", escaped(&badge.sentence));
    match &badge.badge {
        // No marks of their own, but readers and scripts find every tie by its id, drawn or not.
        Badge::More(ties) => {
            for tie in ties {
                let (id, title) = (pen.identifier("tie", tie.id.as_str()), escaped(&tie.title));
                let sentence = escaped(&tie.sentence);
                let _ = writeln!(pen.out, "<g class=\"tie\" id=\"{id}\"><title>{title} — {sentence}</title>");
                described(pen, about.ties.get(&tie.id).map_or("", String::as_str));
                pen.out.push_str("</g>\n");
            }
        }
        Badge::Mixed => {}
    }
    badge_at(pen, &badge.text, badge.center, badge.size);
    pen.out.push_str("</g>\n");
}

/// Writes the box and the words of a badge.
fn badge_at(pen: &mut Pen<'_>, words: &str, center: Point, [width, height]: [f64; 2]) {
    let rect = Rect::around(center, width, height);
    let _ = writeln!(
        pen.out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"/>",
        number(rect.min.x),
        number(rect.min.y),
        number(rect.width()),
        number(rect.height()),
        number(rect.height() / 2.0),
        pen.theme.nation,
        pen.theme.muted,
        number(encode::STRAND_WIDTH),
    );
    bold(pen, words, center, encode::BADGE_SIZE, pen.theme.ink);
}

/// Writes a nation: title, circle, code, name.
pub(super) fn nation(pen: &mut Pen<'_>, nation: &NationMark, about: &str) {
    let rim_width = encode::rim_width(nation.emphasis);
    let rim = if nation.emphasis == Emphasis::Selected { pen.theme.selection_edge } else { pen.theme.nation_rim };
    let opacity = if nation.emphasis == Emphasis::Dimmed { encode::NATION_DIMMED } else { 1.0 };
    let id = pen.identifier("nation", nation.id.as_str());
    let _ = writeln!(pen.out, "<g class=\"nation\" id=\"{id}\" role=\"graphics-symbol img\"{}>", faded(opacity));
    let _ = writeln!(pen.out, "<title>{}</title>", escaped(&nation.name));
    described(pen, about);
    if nation.naming == Naming::Shown {
        let name = nation.name_box();
        let _ = writeln!(
            pen.out,
            "<rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{}\"/>",
            number(name.min.x),
            number(name.min.y),
            number(name.width()),
            number(name.height()),
            pen.theme.canvas,
        );
    }
    rings(pen, nation.center, encode::nation_casing(nation.casing, nation.radius));
    let _ = writeln!(
        pen.out,
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{rim}\" stroke-width=\"{}\"/>",
        number(nation.center.x),
        number(nation.center.y),
        number(nation.radius),
        pen.theme.nation,
        number(rim_width),
    );
    if nation.pinning == Pinning::Pinned {
        let (x, y, radius) = (nation.pin().x, nation.pin().y, encode::PIN_RADIUS);
        let _ = writeln!(
            pen.out,
            "<circle class=\"pin\" cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            number(x),
            number(y),
            number(radius),
            pen.theme.nation_rim,
            pen.theme.canvas,
        );
    }
    if !nation.code.is_empty() {
        bold(pen, &nation.code, nation.center, nation.code_size, pen.theme.ink);
    }
    if nation.naming == Naming::Shown {
        bold(pen, &nation.name, nation.name_anchor, encode::NAME_SIZE, pen.theme.ink);
    }
    pen.out.push_str("</g>\n");
}

/// Writes one line of text around the graph.
pub(super) fn text(pen: &mut Pen<'_>, mark: &TextMark) {
    let color = match mark.ink {
        Ink::Ink => pen.theme.ink,
        Ink::Muted => pen.theme.muted,
        Ink::Hypothetical => pen.theme.hypothetical,
    };
    let TextMark { at, text, style, align, ink: _ } = mark;
    let (anchor, attributes) = (Anchor::from(*align), String::new());
    pen.words(&Words { class: "", text, at: *at, style: *style, anchor, color, attributes });
}

/// Writes a sample of a line in the legend.
pub(super) fn swatch(pen: &mut Pen<'_>, mark: &SwatchMark) {
    let SwatchMark { from, to, sample } = mark;
    let color = sample.sign.map_or(pen.theme.ink, |sign| pen.theme.of(encode::sign(sign).role));
    let [thin, thick] = sample.widths;
    let middle = from.lerp(*to, 0.5);
    let _ = writeln!(pen.out, "<g{}>", faded(sample.opacity));
    let (length, breadth) = encode::arrow_size(thin);
    let end = match sample.arrow {
        SampleArrow::Without => *to,
        SampleArrow::Right => Point::new(to.x - length * 0.75, to.y),
    };
    if sample.badge == SampleBadge::Mixed {
        // It stands on no line.
    } else if thin == thick {
        let d = path(&QuadCurve { from: *from, control: from.lerp(end, 0.5), to: end });
        if let Some(layers) = encode::casing_layers(sample.casing) {
            for ((class, color), by) in casing_inks(pen.theme).into_iter().zip(layers) {
                line(pen, class, &d, color, thin + 2.0 * by, None);
            }
        }
        let dashes = encode::dashes(sample.line, thin);
        line(pen, "sample", &d, color, thin, dashes);
        if sample.fill == Fill::Hollow {
            line(pen, "core", &d, pen.theme.canvas, encode::hollow_core(thin), dashes);
        }
    } else {
        let corner = |point: &Point, width: f64| Point::new(point.x, point.y + width / 2.0);
        let corners = [corner(from, -thin), corner(to, -thick), corner(to, thick), corner(from, thin)].map(pair);
        let _ = writeln!(pen.out, "<path d=\"M{}Z\" fill=\"{color}\"/>", corners.join("L"));
    }
    if sample.arrow == SampleArrow::Right {
        let tail = to.x - length;
        let corners = [*to, Point::new(tail, to.y + breadth), Point::new(tail, to.y - breadth)].map(pair);
        let _ = writeln!(pen.out, "<path d=\"M{}Z\" fill=\"{color}\"/>", corners.join("L"));
    }
    if let (SampleGlyph::Middle, Some(sign)) = (sample.glyph, sample.sign) {
        let reach = encode::barb_reach(thin, sample.casing) - 0.6;
        let tick = |x: f64| [Point::new(middle.x + x, from.y - reach), Point::new(middle.x + x, from.y + reach)];
        let ticks = match encode::sign(sign).barbs {
            Barbs::Across => vec![tick(-11.0), tick(11.0)],
            Barbs::Without => Vec::new(),
        };
        barbs(pen, &ticks, color, thin);
        glyph_at(pen, middle, sign, 1.0);
    }
    if let Some(words) = sample.badge.text() {
        badge_at(pen, words, middle, encode::badge_sample());
    }
    pen.out.push_str("</g>\n");
}

/// Writes a stroked path.
fn line(pen: &mut Pen<'_>, class: &str, d: &str, color: Color, width: f64, dashes: Option<[f64; 2]>) {
    let dashes = dashes
        .map_or(String::new(), |[length, gap]| format!(" stroke-dasharray=\"{} {}\"", number(length), number(gap)));
    let width = number(width);
    let _ = writeln!(
        pen.out,
        "<path class=\"{class}\" d=\"{d}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"{dashes}/>"
    );
}

/// Writes cross-ticks as one path.
fn barbs(pen: &mut Pen<'_>, barbs: &[[Point; 2]], color: Color, width: f64) {
    if barbs.is_empty() {
        return;
    }
    let d: String = barbs.iter().map(|[from, to]| format!("M{}L{}", pair(*from), pair(*to))).collect();
    let width = number(encode::barb_width(width));
    let _ = writeln!(
        pen.out,
        "<path class=\"barbs\" d=\"{d}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\"/>"
    );
}

/// Writes a sign's glyph: a circle on the canvas with a plus, a minus or a ring in it.
fn glyph_at(pen: &mut Pen<'_>, center: Point, sign: Sign, opacity: f64) {
    let code = encode::sign(sign);
    let color = pen.theme.of(code.role);
    let (x, y) = (number(center.x), number(center.y));
    let radius = number(encode::GLYPH_RADIUS);
    // The disk is opaque even where the tie is faded: a line must not run through the glyph.
    let _ = writeln!(pen.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{}\"/>", pen.theme.canvas);
    let _ = write!(
        pen.out,
        "<g class=\"glyph\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\"{}><circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>",
        number(encode::GLYPH_STROKE),
        faded(opacity),
    );
    let arm = encode::GLYPH_ARM;
    let bar = number(2.0 * arm);
    let _ = match code.glyph {
        Glyph::Plus => {
            write!(
                pen.out,
                "<path d=\"M{0} {y}h{bar}M{x} {1}v{bar}\"/>",
                number(center.x - arm),
                number(center.y - arm)
            )
        }
        Glyph::Minus => write!(pen.out, "<path d=\"M{} {y}h{bar}\"/>", number(center.x - arm)),
        Glyph::Ring => write!(pen.out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", number(encode::GLYPH_RING)),
    };
    pen.out.push_str("</g>\n");
}

/// Writes bold letters around a point.
fn bold(pen: &mut Pen<'_>, words: &str, center: Point, size: f64, color: Color) {
    let style = TextStyle::bold(size);
    let at = Point::new(center.x, center.y + style.baseline_below_center());
    let attributes = String::new();
    pen.words(&Words { class: "", text: words, at, style, anchor: Anchor::Middle, color, attributes });
}

/// Returns the opacity attribute, nothing for opaque.
fn faded(opacity: f64) -> String {
    if opacity >= 1.0 { String::new() } else { format!(" opacity=\"{}\"", number(opacity)) }
}
