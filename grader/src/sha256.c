/*
 * grader/src/sha256.c - SHA-256 by Nettle (docs/decisions/0004-nettle.md).
 * Contract: sha256.h.
 */
#include "sha256.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdint.h>

void sha256_hex(const void *bytes, size_t size, char hex[65])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, sizeof digest, digest);
    base16_encode_update(hex, sizeof digest, digest);
    hex[64] = '\0';
}
