//! Chance that can be repeated: numbers drawn from a seed, and the seed and sizes of long tests
//! from the environment.

/// Draws numbers; the same ones for the same seed.
pub struct Chance(u64);

impl Chance {
    /// From `CAIRN_TEST_SEED`, or else the one given; says which, so that a failure can be
    /// repeated.
    #[expect(clippy::print_stderr, reason = "shown by a test that fails")]
    pub fn seeded(usual: u64) -> Self {
        let seed = setting("CAIRN_TEST_SEED").unwrap_or(usual);
        eprintln!("CAIRN_TEST_SEED={seed}");
        Self(seed)
    }

    /// From that seed, whatever the environment says.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    /// Whether something that happens once in so many times happens.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        let place = usize::try_from(self.below(of.len() as u64)).unwrap();
        of[place].clone()
    }
}

/// A number from the environment: how long a long test should be.
pub fn setting(name: &str) -> Option<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told their size by the environment"
    )]
    let text = std::env::var(name).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{name} should be a number, not {text}")))
}
