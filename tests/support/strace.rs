//! Runs programs under strace, which makes single system calls fail or kills the program at them.

#![allow(dead_code, reason = "each test uses what it needs of it")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

/// Runs that go on at the same time.
pub const N_WORKERS: usize = 2;
/// Number of the signal that ends a process at once.
pub const SIGKILL: i32 = 9;
/// What the disk may say.
pub const ERRORS: [&str; 3] = ["ENOSPC", "EIO", "EACCES"];
/// System calls that have to do with files, as far as the program makes them.
pub const FILE_CALLS: [&str; 56] = [
    "access",
    "chmod",
    "close",
    "copy_file_range",
    "creat",
    "dup",
    "faccessat",
    "faccessat2",
    "fallocate",
    "fchmod",
    "fchmodat",
    "fchown",
    "fchownat",
    "fcntl",
    "fdatasync",
    "fgetxattr",
    "flock",
    "fstat",
    "fstatfs",
    "fsync",
    "ftruncate",
    "getcwd",
    "getdents64",
    "getxattr",
    "ioctl",
    "link",
    "linkat",
    "lseek",
    "lstat",
    "mkdir",
    "mkdirat",
    "newfstatat",
    "open",
    "openat",
    "openat2",
    "pread64",
    "pwrite64",
    "read",
    "readlink",
    "readlinkat",
    "readv",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "stat",
    "statfs",
    "statx",
    "symlink",
    "symlinkat",
    "sync_file_range",
    "unlink",
    "unlinkat",
    "utimensat",
    "write",
    "writev",
];

/// A system call of a run: its name, and how many of that name there were before, this one counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    pub number: usize,
}

/// What is done to one call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The program is killed as it makes the call.
    Kill,
    /// The call fails with this error.
    Error(&'static str),
}

/// Runs a command under strace.
pub fn strace(options: &[&str], trace: &Path, command: &[String]) -> Output {
    let mut strace = Command::new("strace");
    strace.arg("-qq").arg("-o").arg(trace).args(options).arg("--").args(command).stdin(Stdio::null());
    strace.output().expect("strace runs")
}

/// Whether strace can be used; says so if not, and insists where `CI=true`.
pub fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-qq", "-e", "inject=fsync:error=EIO:when=1", "true"]).output();
    let is_fine = tried.is_ok_and(|output| output.status.success());
    if !is_fine {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs strace");
        println!("skipped: strace is not there or may not trace, so no fault can be brought about");
    }
    is_fine
}

/// Returns a folder for many small files, in memory where that is possible.
pub fn room() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// Works on many points at the same time, each worker in a folder of its own, and returns what is wrong.
pub fn work_on<T: Sync>(
    room: &Path,
    points: &[T],
    meet: impl Fn(&Path, &T) -> Result<(), String> + Sync,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = |n: usize| {
        let room = room.join(n.to_string());
        std::fs::create_dir(&room).expect("made");
        let mut wrong = Vec::new();
        while let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(meet(&room, point).err());
        }
        wrong
    };
    let work = &work;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..N_WORKERS).map(|n| scope.spawn(move || work(n))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("done")).collect()
    })
}
