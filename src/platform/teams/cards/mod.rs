//! Cards and forms as Adaptive Cards 1.5, within what Teams draws. Pure.
