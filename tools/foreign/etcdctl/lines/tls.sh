# At a server with a certificate; CERTIFICATES is their folder.
name "$CERTIFICATES" CERTIFICATES

chapter who is trusted
ctl put tls/a 1
ctl get tls/a
ctl endpoint health
ctl endpoint status | cut -d, -f 3
ctl --insecure-skip-tls-verify get tls/a
start stranger --cacert "$CERTIFICATES/stranger.crt" --command-timeout 2s put tls/a 2
given_up stranger
ctl --cacert "$CERTIFICATES/missing.crt" get tls/a
ctl --cert "$CERTIFICATES/alice.crt" get tls/a
ctl --cert "$CERTIFICATES/alice.crt" --key "$CERTIFICATES/root.key" get tls/a
# It is asked for by nobody.
ctl --cert "$CERTIFICATES/mallory.crt" --key "$CERTIFICATES/mallory.key" get tls/a
ctl get tls/ --prefix
