//! Where snapshots, desks, caches and settings live on this computer.

use directories::ProjectDirs;
use std::path::{Path, PathBuf};

/// The folders of one user. None of them needs to exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Desks and the practice snapshot.
    pub data: PathBuf,
    /// `config.toml`, `keys.toml` and `editions/`.
    pub config: PathBuf,
    /// Indexes; everything here can be deleted without loss.
    pub cache: PathBuf,
    /// What this computer remembers for next time: of desks, and which snapshot was open.
    pub state: PathBuf,
}

impl Paths {
    /// The folders the platform prescribes, or all of them under one folder when `home` is given.
    pub fn find(home: Option<&Path>) -> Option<Self> {
        if let Some(home) = home {
            return Some(Self {
                data: home.join("data"),
                config: home.join("config"),
                cache: home.join("cache"),
                state: home.join("state"),
            });
        }
        let dirs = ProjectDirs::from("", "", "proofdesk")?;
        Some(Self {
            data: dirs.data_local_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            cache: dirs.cache_dir().to_owned(),
            state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned(),
        })
    }

    /// The desk of a lineage of snapshots.
    pub fn desk(&self, lineage: &str) -> PathBuf {
        self.data.join(format!("{}.desk.sqlite", file_stem(lineage)))
    }

    /// The practice snapshot built from the embedded sample claims, by the first digits of their digest.
    pub fn practice_snapshot(&self, short_digest: &str) -> PathBuf {
        self.data.join(format!("practice-{}.snapshot.sqlite", file_stem(short_digest)))
    }

    /// The user's own training packs, a folder for each.
    pub fn packs(&self) -> PathBuf {
        self.data.join("packs")
    }

    /// The claims of a training pack, by the first digits of their digest.
    pub fn training_snapshot(&self, pack: &str, short_digest: &str) -> PathBuf {
        let name = format!("training-{}-{}", file_stem(pack), file_stem(short_digest));
        self.cache.join(format!("{name}.snapshot.sqlite"))
    }

    /// What a trainee answered: a file that no desk opens. The digest tells names apart that are too long or too
    /// strange for a file name.
    pub fn attempts(&self, name: &str, short_digest: &str, mode: &str) -> PathBuf {
        let [name, digest, mode] = [name, short_digest, mode].map(file_stem);
        self.data.join("training").join(format!("{name}-{digest}-{mode}.attempts.sqlite"))
    }

    /// The reviews that were recorded in training, a log of keys for each.
    pub fn walkthroughs(&self) -> PathBuf {
        self.data.join("training").join("walkthroughs")
    }

    /// The calibrations of a pack: a folder for each, which holds a file of attempts for each person.
    pub fn calibrations(&self, pack: &str) -> PathBuf {
        self.data.join("training").join("calibration").join(file_stem(pack))
    }

    /// What somebody answered in a calibration: a file that no desk opens.
    pub fn calibration_attempts(&self, (pack, session): (&str, &str), name: &str) -> PathBuf {
        self.calibration(pack, session).join(format!("{}.attempts.sqlite", file_stem(name)))
    }

    /// The folder of one calibration.
    pub fn calibration(&self, pack: &str, session: &str) -> PathBuf {
        self.calibrations(pack).join(file_stem(session))
    }

    /// The index of a snapshot, by the first digits of its SHA-256.
    pub fn index(&self, short_digest: &str) -> PathBuf {
        self.cache.join(format!("{}.index.sqlite", file_stem(short_digest)))
    }

    /// The newest links of the desks that were opened here.
    pub fn heads(&self) -> PathBuf {
        self.state.join("heads")
    }

    /// Where it is noted which snapshot of a lineage was open.
    pub fn opened(&self, lineage: &str) -> PathBuf {
        self.state.join(format!("{}.opened.json", file_stem(lineage)))
    }

    /// The user's settings.
    pub fn settings(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The user's keys.
    pub fn keys(&self) -> PathBuf {
        self.config.join("keys.toml")
    }

    /// The user's own plan of the samples.
    pub fn sample_plan(&self) -> PathBuf {
        self.config.join("quality.toml")
    }

    /// The user's own editions.
    pub fn editions(&self) -> PathBuf {
        self.config.join("editions")
    }
}

/// A lineage id becomes part of a file name, so only harmless characters of it are kept.
fn file_stem(text: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let stem: String = text.chars().take(64).map(safe).collect();
    if stem.is_empty() { "unnamed".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lineage_cannot_leave_the_data_folder() {
        let paths = Paths::find(Some(Path::new("/home/ana"))).unwrap();
        assert_eq!(paths.desk("../../etc/passwd"), Path::new("/home/ana/data/______etc_passwd.desk.sqlite"));
        assert_eq!(paths.desk(""), Path::new("/home/ana/data/unnamed.desk.sqlite"));
    }
}
