# syntax=docker/dockerfile:1

# Builder and final image stand on the same Debian, so that the program finds the glibc it was
# linked with.
FROM rust:1.95-slim-bookworm AS builder
WORKDIR /build
COPY . .
# Registry and target are caches: a second build compiles what has changed. ring needs a C
# compiler, which is in the image; nothing else is needed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --features png --bin cairn \
    && install -D target/release/cairn /image/usr/local/bin/cairn \
    && mkdir /image/data

# libc, libgcc, certificate roots and time zones; no shell, no package manager.
FROM gcr.io/distroless/cc-debian12
LABEL org.opencontainers.image.title="Cairn" \
      org.opencontainers.image.description="A workplace-learning coach that lives in the chat a company already uses" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=builder /image/usr/local/bin/cairn /usr/local/bin/cairn
# A new volume takes over whose the folder is.
COPY --from=builder --chown=65532:65532 /image/data /data
# A cairn.toml that is mounted here is read.
WORKDIR /etc/cairn
# In the container every address is the container's own; publish the port where it should be seen.
ENV CAIRN_LISTEN=0.0.0.0:3000 \
    CAIRN_DATA=/data
# By number, so that Kubernetes can tell that it is not root.
USER 65532:65532
VOLUME /data
EXPOSE 3000
# /healthz says that the program lives, /readyz that it takes events: let what runs the container
# ask there over HTTP, since there is nothing in it that could.
ENTRYPOINT ["/usr/local/bin/cairn"]
