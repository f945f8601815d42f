package io.mainstay.etcd.testkit.parity;

import org.jspecify.annotations.Nullable;

/**
 * One instruction on how closely to look at requests.
 *
 * @param expiresAt when it ends, in seconds of the Unix epoch
 * @param samplePerMille how many of a thousand requests it applies to
 */
record Directive(
        String id,
        Level level,
        long expiresAt,
        Target target,
        int samplePerMille,
        boolean ringBuffer,
        boolean capture) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** How much to tell of a request, the least first. */
    enum Level {
        Off,
        Shape,
        ShapeTiming,
        ShapeRewriteDiff
    }

    /** Which requests it is for; null means any. */
    record Target(
            @Nullable String tenant,
            @Nullable String index,
            @Nullable String principal,
            @Nullable String endpoint) {
        boolean matches(Target request) {
            return matches(tenant, request.tenant)
                    && matches(index, request.index)
                    && matches(principal, request.principal)
                    && matches(endpoint, request.endpoint);
        }

        private static boolean matches(@Nullable String wanted, @Nullable String met) {
            return wanted == null || wanted.equals(met);
        }
    }

    boolean appliesTo(String requestId, Target request, long now) {
        return now < expiresAt && target.matches(request) && sampled(requestId);
    }

    /** The same answer for a request wherever it is asked: FNV-1a of its id. */
    private boolean sampled(String requestId) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < requestId.length(); i++) {
            hash = (hash ^ requestId.charAt(i)) * FNV_PRIME;
        }
        return Long.remainderUnsigned(hash, 1000) < samplePerMille;
    }
}
