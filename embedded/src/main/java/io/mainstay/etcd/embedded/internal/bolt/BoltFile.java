package io.mainstay.etcd.embedded.internal.bolt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bbolt file that is to be written: which page holds what is decided first, which needs little memory, and each page
 * is made when its turn comes.
 *
 * <p>Its first pages are the two metas and an empty list of free pages; then come, for each bucket, its leaves and the
 * branches above them, and last the leaf that names the buckets. Pages are filled from the left to the right and none
 * is free.
 */
public final class BoltFile {
    private static final long FREELIST_PAGE = 2;
    private static final int MOST_ELEMENTS = 0xFFFE;

    private final List<Part> parts = new ArrayList<>();
    private long next;
    private final long root;

    /** What becomes one run of pages. */
    private interface Part {
        byte[] pages();
    }

    /** A node of a tree that has its place: its first key and its page. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Node(byte[] firstKey, long page) {}

    /**
     * Decides on the layout of a file with these buckets.
     *
     * @param buckets in the order of their names
     * @throws IllegalArgumentException when keys are out of order
     */
    public BoltFile(List<BoltBucket> buckets) {
        parts.add(() -> meta(0));
        parts.add(() -> meta(1));
        parts.add(() -> new PageRun(FREELIST_PAGE, Layout.FREELIST, 0, 1).done());
        next = FREELIST_PAGE + 1;
        List<BoltEntry> roots = new ArrayList<>();
        for (BoltBucket bucket : buckets) {
            byte[] header = ByteBuffer.allocate(Layout.BUCKET_HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(tree(bucket.entries(), 0))
                    .putLong(0)
                    .array();
            roots.add(new BoltEntry(bucket.name().getBytes(StandardCharsets.UTF_8), header));
        }
        root = tree(roots, Layout.BUCKET);
    }

    /** How many bytes it takes. */
    public long size() {
        return next * Layout.PAGE_SIZE;
    }

    /** How many pieces it comes in. */
    public int pieces() {
        return parts.size();
    }

    /** A piece: some whole pages; all pieces in their order are the file. */
    public byte[] piece(int number) {
        return parts.get(number).pages();
    }

    private byte[] meta(long number) {
        PageRun run = new PageRun(number, Layout.META, 0, 1);
        ByteBuffer body = run.body();
        int from = body.position();
        body.putInt(Layout.MAGIC)
                .putInt(Layout.VERSION)
                .putInt(Layout.PAGE_SIZE)
                .putInt(0);
        body.putLong(root).putLong(0).putLong(FREELIST_PAGE).putLong(next);
        body.putLong(number); // of the transaction that wrote it: the newer one counts
        body.putLong(Layout.checksum(body, from));
        return run.done();
    }

    /** Gives entries their pages and returns the page at the top. */
    private long tree(List<BoltEntry> entries, int kind) {
        List<Node> level = leaves(entries, kind);
        while (level.size() > 1) {
            level = branches(level);
        }
        return level.get(0).page();
    }

    private List<Node> leaves(List<BoltEntry> entries, int kind) {
        List<Node> nodes = new ArrayList<>();
        byte[] before = null;
        byte[] first = new byte[0];
        int from = 0;
        long bytes = Layout.PAGE_HEADER;
        for (int i = 0; i < entries.size(); i++) {
            BoltEntry entry = entries.get(i);
            if (before != null && Arrays.compareUnsigned(before, entry.key()) >= 0) {
                throw new IllegalArgumentException("keys are out of order at entry " + i);
            }
            before = entry.key();
            long more = (long) Layout.ELEMENT + entry.key().length + entry.value().length;
            if (i > from && (bytes + more > Layout.PAGE_SIZE || i - from == MOST_ELEMENTS)) {
                nodes.add(new Node(first, leaf(entries, from, i, bytes, kind)));
                from = i;
                bytes = Layout.PAGE_HEADER;
            }
            if (i == from) {
                first = entry.key();
            }
            bytes += more;
        }
        nodes.add(new Node(first, leaf(entries, from, entries.size(), bytes, kind)));
        return nodes;
    }

    private long leaf(List<BoltEntry> entries, int from, int to, long bytes, int kind) {
        int pages = pagesOf(bytes);
        long page = place(pages);
        parts.add(() -> {
            PageRun run = new PageRun(page, Layout.LEAF, to - from, pages);
            for (int i = from; i < to; i++) {
                BoltEntry entry = entries.get(i);
                run.leaf(kind, entry.key(), entry.value());
            }
            return run.done();
        });
        return page;
    }

    private List<Node> branches(List<Node> level) {
        List<Node> above = new ArrayList<>();
        int from = 0;
        long bytes = Layout.PAGE_HEADER;
        for (int i = 0; i < level.size(); i++) {
            long more = (long) Layout.ELEMENT + level.get(i).firstKey().length;
            boolean full = bytes + more > Layout.PAGE_SIZE || i - from == MOST_ELEMENTS;
            if (i - from >= 2 && full) {
                above.add(branch(level.subList(from, i), bytes));
                from = i;
                bytes = Layout.PAGE_HEADER;
            }
            bytes += more;
        }
        above.add(branch(level.subList(from, level.size()), bytes));
        return above;
    }

    private Node branch(List<Node> children, long bytes) {
        int pages = pagesOf(bytes);
        long page = place(pages);
        parts.add(() -> {
            PageRun run = new PageRun(page, Layout.BRANCH, children.size(), pages);
            children.forEach(child -> run.branch(child.firstKey(), child.page()));
            return run.done();
        });
        return new Node(children.get(0).firstKey(), page);
    }

    private long place(int pages) {
        long page = next;
        next += pages;
        return page;
    }

    private static int pagesOf(long bytes) {
        return Math.toIntExact((bytes + Layout.PAGE_SIZE - 1) / Layout.PAGE_SIZE);
    }
}
