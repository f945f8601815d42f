# Makes throw-away certificates; to be sourced.

# Makes an authority NAME of its own.
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
    -keyout "$1.key" -out "$1.crt"
}

# Has AUTHORITY sign the certificate NAME of a SUBJECT, for servers on this machine and for clients.
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "$3" -keyout "$2.key" -out "$2.csr"
  printf '%s\n' 'subjectAltName=IP:127.0.0.1,DNS:localhost' 'extendedKeyUsage=serverAuth,clientAuth' >extensions
  openssl x509 -req -in "$2.csr" -CA "$1.crt" -CAkey "$1.key" -CAcreateserial -days 2 -extfile extensions \
    -out "$2.crt"
}

# Fills a folder: authorities ca and stranger, certificates that ca signed for server, alice and root, and for nameless,
# who has no common name; one that stranger signed for mallory; jwt.key and jwt.pub, and jwt-other.key.
make_certificates() (
  set -e
  mkdir -p "$1"
  cd "$1"
  authority ca
  authority stranger
  certificate ca server /CN=localhost
  certificate ca alice /CN=alice
  certificate ca root /CN=root
  certificate ca nameless /O=clients
  certificate stranger mallory /CN=root
  for key in jwt jwt-other; do openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key.key"; done
  openssl pkey -in jwt.key -pubout -out jwt.pub
  # What curl reads of itself.
  printf 'cacert = "%s"\ncert = "%s"\nkey = "%s"\n' "$1/ca.crt" "$1/nameless.crt" "$1/nameless.key" >.curlrc
)
