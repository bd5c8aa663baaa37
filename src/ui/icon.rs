//! The icon of the window, made from its drawing when the window opens.

use egui::IconData;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The drawing, 128 points square and without text.
const DRAWING: &str = include_str!("../../assets/icons/demarche.svg");
/// Pixels on a side: what desktops show at most; they make smaller ones of it.
const SIDE: u32 = 128;

/// Returns the icon; `None` if its drawing could not be read.
pub fn icon() -> Option<IconData> {
    let tree = Tree::from_str(DRAWING, &Options::default()).ok()?;
    let mut pixmap = Pixmap::new(SIDE, SIDE)?;
    let scale = SIDE as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let rgba = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        })
        .collect();
    Some(IconData { rgba, width: SIDE, height: SIDE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_drawn_with_free_corners_and_a_filled_middle() {
        let icon = icon().expect("a drawing");
        let alpha = |x: u32, y: u32| icon.rgba[((y * SIDE + x) * 4 + 3) as usize];
        assert_eq!((icon.width, icon.height, icon.rgba.len()), (SIDE, SIDE, (SIDE * SIDE * 4) as usize));
        assert_eq!((alpha(0, 0), alpha(SIDE / 2, SIDE / 2)), (0, 255));
    }
}
