//! Lights a class of ties on the canvas while a row elsewhere is pointed at or has the focus.

use crate::scene::{Class, Target};
use crate::session::{Command, Session};

/// What the rows of one panel light.
#[derive(Debug, Default)]
pub struct Lit {
    class: Option<Class>,
}

impl Lit {
    /// Takes over what the rows of this frame light, and asks for it when it has changed; what something else has come to
    /// point at meanwhile is left alone.
    pub fn follow(&mut self, class: Option<Class>, session: &Session, commands: &mut Vec<Command>) {
        if class == self.class {
            return;
        }
        let is_ours = self.class.take().map(Target::Class) == session.attention.hovered;
        if class.is_some() || is_ours {
            commands.push(Command::Hover(class.clone().map(Target::Class)));
        }
        self.class = class;
    }
}
