//! `cargo xtask serve`: builds what is missing and serves the built page on this machine only.
//!
//! The server reads files below one folder and answers GET and HEAD. It lists no folders and follows no way out.

use std::fs::File;
use std::io::Cursor;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::args::Args;
use crate::build::{self, TooLarge};
use crate::error::Error;
use crate::process::Job;
use crate::setup;

/// The port when the caller names none.
pub(crate) const PORT: u16 = 8080;
/// Requests that are answered at the same time.
const THREADS: usize = 4;

/// The policy of the page, as a header so that the worker has it too. The page's own `<meta>` says the same.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self' https:; worker-src 'self' blob:; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// Headers of every answer. An embed on another origin imports the worker from here: hence the open origin.
const HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-cache"),
    ("Access-Control-Allow-Origin", "*"),
];

/// Reads the command line, builds, serves until Ctrl+C.
pub(crate) fn command(mut args: Args) -> Result<ExitCode, Error> {
    let port = args.number("--port")?.unwrap_or(PORT);
    let open = args.flag("--open");
    args.finish()?;
    // A taken port is said before minutes of building, not after.
    let server = listen(port)?;
    build::all(TooLarge::Warns)?;
    let site = Site::start(server, &setup::web()?.join("dist"), POLICY)?;
    println!("Serving on {}", site.url());
    if open {
        open_browser(&site.url());
    }
    site.wait();
    Ok(ExitCode::SUCCESS)
}

/// Opens the port on this machine's own address. Port 0 takes any free one.
pub(crate) fn listen(port: u16) -> Result<Server, Error> {
    Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|error| {
        Error::new(format!("port {port} cannot be served: {error}"))
            .fix("end the program that uses it, or take another with `--port N`")
    })
}

/// A folder that is being served.
#[derive(Debug)]
pub(crate) struct Site {
    address: SocketAddr,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves a folder on a free port: for tests in browsers.
    pub(crate) fn on_free_port(folder: &Path) -> Result<Self, Error> {
        Self::start(listen(0)?, folder, POLICY)
    }

    /// Serves a folder; every answer carries the policy.
    pub(crate) fn start(server: Server, folder: &Path, policy: &'static str) -> Result<Self, Error> {
        let Some(address) = server.server_addr().to_ip() else {
            return Err(Error::new("the server has no address"));
        };
        let folder = Arc::new(folder.canonicalize()?);
        let server = Arc::new(server);
        let threads = (0..THREADS)
            .map(|_| {
                let (server, folder) = (Arc::clone(&server), Arc::clone(&folder));
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        respond(request, &folder, policy);
                    }
                })
            })
            .collect();
        Ok(Self { address, threads })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits for ever; Ctrl+C ends the whole program.
    pub(crate) fn wait(self) {
        for thread in self.threads {
            // A thread that broke off has said so; the others go on.
            let _ = thread.join();
        }
    }
}

fn respond(request: Request, folder: &Path, policy: &'static str) {
    let head = *request.method() == Method::Head;
    let headers = HEADERS.iter().copied().chain([("Content-Security-Policy", policy)]);
    let answer = match request.method() {
        Method::Get | Method::Head => file_for(folder, request.url()),
        _ => Err(405),
    };
    // An error here means that the browser has gone away in the meantime.
    let _ = match answer.and_then(|path| File::open(&path).map(|file| (path, file)).map_err(|_| 404)) {
        Ok((path, file)) => {
            let response = Response::from_file(file).with_header_pair("Content-Type", mime_type(&path));
            let response =
                headers.fold(response, |response, (name, value)| response.with_header_pair(name, value));
            if head {
                request.respond(response.with_data(Cursor::new([]), Some(0)))
            } else {
                request.respond(response)
            }
        }
        Err(status) => {
            let response = Response::from_string(format!("{status}\n")).with_status_code(status);
            let response =
                headers.fold(response, |response, (name, value)| response.with_header_pair(name, value));
            request.respond(response)
        }
    };
}

/// Headers from plain text.
trait WithHeaderPair {
    fn with_header_pair(self, name: &str, value: &str) -> Self;
}

impl<R: std::io::Read> WithHeaderPair for Response<R> {
    fn with_header_pair(self, name: &str, value: &str) -> Self {
        match Header::from_bytes(name, value) {
            Ok(header) => self.with_header(header),
            Err(()) => self,
        }
    }
}

/// The file that an address names.
///
/// # Errors
/// A status: 400 for an address that leads out of the folder or is not text, 404 for what is not there.
fn file_for(folder: &Path, url: &str) -> Result<PathBuf, u16> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode(path).ok_or(400_u16)?;
    let mut file = folder.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == ".." || part == "." || part.contains(['\\', '\0', ':']) {
            return Err(400);
        }
        file.push(part);
    }
    if path.ends_with('/') || path.is_empty() {
        file.push("index.html");
    }
    // A link inside the folder may still point out of it.
    let real = file.canonicalize().map_err(|_| 404_u16)?;
    if real.starts_with(folder) && real.is_file() { Ok(real) } else { Err(404) }
}

/// `%41` becomes `A`. Nothing for a broken escape or bytes that are not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn mime_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Opens the person's browser. Not being able to is no failure: the address is on the screen.
fn open_browser(url: &str) {
    let (program, words): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    if let Err(error) = Job::new("browser", program).args(words).args([url]).quiet().limit(20).run() {
        eprintln!("{error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    /// A folder with a page, a wasm file, and a secret beside it.
    fn site(name: &str) -> (Site, PathBuf) {
        let base = std::env::temp_dir().join(format!("stepthrough-serve-{name}-{}", std::process::id()));
        let folder = base.join("site");
        std::fs::create_dir_all(folder.join("assets")).unwrap();
        std::fs::write(folder.join("index.html"), "<p>page</p>").unwrap();
        std::fs::write(folder.join("assets/a b.wasm"), "\0asm").unwrap();
        std::fs::write(base.join("secret"), "secret").unwrap();
        (Site::on_free_port(&folder).unwrap(), base)
    }

    fn ask(site: &Site, line: &str) -> String {
        let mut stream = TcpStream::connect(site.address).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn header_and_page_have_one_policy() {
        let page = include_str!("../../index.html");
        let (_, meta) = page.split_once("http-equiv=\"Content-Security-Policy\"").unwrap();
        assert_eq!(meta.split('"').nth(1), Some(POLICY));
    }

    #[test]
    fn the_page_and_the_engine_have_their_types_and_the_policy() {
        let (site, base) = site("types");
        let page = ask(&site, "GET /?x=1");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(
            page.contains("text/html")
                && page.contains("'wasm-unsafe-eval'")
                && page.ends_with("<p>page</p>")
        );
        assert!(ask(&site, "GET /assets/a%20b.wasm").contains("application/wasm"));
        let head = ask(&site, "HEAD /");
        assert!(head.starts_with("HTTP/1.1 200") && !head.contains("page"), "{head}");
        std::fs::remove_dir_all(base).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (site, base) = site("outside");
        for path in [
            "/../secret",
            "/%2e%2e/secret",
            "/assets/..%2f..%2fsecret",
            "/..%5csecret",
            "/assets",
            "/%zz",
            "/none",
        ] {
            let answer = ask(&site, &format!("GET {path}"));
            assert!(answer.starts_with("HTTP/1.1 40") && !answer.contains("secret"), "{path}: {answer}");
        }
        assert!(ask(&site, "POST /").starts_with("HTTP/1.1 405"));
        std::fs::remove_dir_all(base).unwrap();
    }

    #[test]
    fn a_taken_port_names_the_way_out() {
        let (site, base) = site("port");
        let error = listen(site.address.port()).err().unwrap().to_string();
        assert!(error.contains("--port"), "{error}");
        std::fs::remove_dir_all(base).unwrap();
    }
}
