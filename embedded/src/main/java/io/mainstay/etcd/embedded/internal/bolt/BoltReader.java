package io.mainstay.etcd.embedded.internal.bolt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bbolt file, bucket by bucket. It trusts nothing that it reads: a page that leads elsewhere than into the
 * file, one that is reached twice, keys out of order, sizes beyond the page, all end in a {@link BoltException}. So a
 * damaged file, or one that was made to do harm, costs no more time and memory than a sound one of its length.
 *
 * <p>For one thread.
 */
public final class BoltReader implements AutoCloseable {
    /** How long a page with its overflow may be: far more than the largest value that an etcd takes. */
    private static final long LARGEST_RUN = 64L << 20;

    private final FileChannel file;
    private final Meta meta;
    private final BitSet seen = new BitSet();
    private final Map<String, byte[]> buckets = new LinkedHashMap<>();

    /** Is given the entries of a bucket, one after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes an entry in; says why it cannot by an exception. */
        void entry(byte[] key, byte[] value) throws IOException;
    }

    /** What stands in a leaf. */
    @FunctionalInterface
    private interface Elements {
        void element(int kind, byte[] key, byte[] value) throws IOException;
    }

    private BoltReader(FileChannel file) throws IOException {
        this.file = file;
        this.meta = Meta.of(file);
        if (meta.pages() > Integer.MAX_VALUE) {
            throw new BoltException("it has more pages than can be read: " + meta.pages());
        }
        tree(meta.root(), (kind, key, value) -> {
            if (kind != Layout.BUCKET || value.length < Layout.BUCKET_HEADER) {
                throw new BoltException("beside its buckets it holds something else");
            }
            buckets.put(new String(key, StandardCharsets.UTF_8), value);
        });
    }

    /**
     * Opens a file.
     *
     * @throws BoltException when it is no bbolt file, or damaged
     */
    public static BoltReader open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new BoltReader(file);
        } catch (IOException | RuntimeException broken) {
            file.close();
            throw broken;
        }
    }

    /** The names of its buckets. */
    public Set<String> buckets() {
        return Set.copyOf(buckets.keySet());
    }

    /** How many bytes of the file are pages. What follows them, as the hash of a snapshot does, is no part of it. */
    public long size() {
        return meta.pages() * meta.pageSize();
    }

    /** Visits the entries of a bucket in the order of their keys; none when there is no such bucket. Works once. */
    public void read(String bucket, Visitor visitor) throws IOException {
        byte[] header = buckets.remove(bucket);
        if (header == null) {
            return;
        }
        ByteBuffer value = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long root = value.getLong(0);
        Elements elements = (kind, key, content) -> {
            if (kind != 0) {
                throw new BoltException("the bucket " + bucket + " holds a bucket in its turn");
            }
            visitor.entry(key, content);
        };
        if (root != 0) {
            tree(root, elements);
        } else {
            Page inline = new Page(
                    value.slice(Layout.BUCKET_HEADER, header.length - Layout.BUCKET_HEADER)
                            .order(ByteOrder.LITTLE_ENDIAN),
                    "the bucket " + bucket);
            inline.leaf(new Order(), elements);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void tree(long root, Elements elements) throws IOException {
        node(root, new Order(), elements);
    }

    /** No page is visited twice, so this ends; and a tree that is too deep is refused. */
    private void node(long page, Order order, Elements elements) throws IOException {
        Page node = page(page);
        if (node.kind() == Layout.LEAF) {
            node.leaf(order, elements);
            return;
        }
        if (node.kind() != Layout.BRANCH) {
            throw new BoltException(node.name + " is of kind " + node.kind() + " where a branch or leaf must be");
        }
        order.deeper(node);
        for (int i = 0; i < node.count(); i++) {
            node(node.child(i), order, elements);
        }
        order.higher();
    }

    private Page page(long number) throws IOException {
        String name = "page " + number;
        if (number < 2 || number >= meta.pages()) {
            throw new BoltException("it leads to " + name + " of " + meta.pages());
        }
        if (seen.get((int) number)) {
            throw new BoltException(name + " is reached twice");
        }
        ByteBuffer header = read(number * meta.pageSize(), Layout.PAGE_HEADER);
        long more = Integer.toUnsignedLong(header.getInt(12));
        if (header.getLong(0) != number) {
            throw new BoltException(name + " says that it is page " + header.getLong(0));
        }
        if (more >= meta.pages() - number || (more + 1) * meta.pageSize() > LARGEST_RUN) {
            throw new BoltException(name + " goes on for " + more + " pages, beyond what can be");
        }
        if (seen.nextSetBit((int) number) >= 0 && seen.nextSetBit((int) number) <= number + more) {
            throw new BoltException(name + " overlaps another");
        }
        seen.set((int) number, (int) (number + more + 1));
        return new Page(read(number * meta.pageSize(), (int) ((more + 1) * meta.pageSize())), name);
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) <= 0) {
                throw new BoltException("it ends at " + (position + bytes.position()) + ", within a page");
            }
        }
        return bytes.flip();
    }

    /** Watches over the order of keys, and over the depth, of one tree. */
    private static final class Order {
        private static final int DEEPEST = 64;

        private byte @Nullable [] last;
        private int depth;

        void deeper(Page page) throws BoltException {
            if (++depth > DEEPEST) {
                throw new BoltException(page.name + " is deeper than any tree");
            }
        }

        void higher() {
            depth--;
        }

        void next(Page page, byte[] key) throws BoltException {
            if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
                throw new BoltException(page.name + " has keys out of order");
            }
            last = key;
        }
    }

    /** A page with its elements, each of which is checked when it is looked at. */
    private record Page(ByteBuffer bytes, String name) {
        int kind() {
            return Short.toUnsignedInt(bytes.getShort(8));
        }

        int count() throws BoltException {
            int count = Short.toUnsignedInt(bytes.getShort(10));
            if (Layout.PAGE_HEADER + count * Layout.ELEMENT > bytes.limit()) {
                throw new BoltException(name + " has " + count + " elements, more than fit");
            }
            return count;
        }

        long child(int number) {
            return bytes.getLong(Layout.PAGE_HEADER + number * Layout.ELEMENT + 8);
        }

        void leaf(Order order, Elements elements) throws IOException {
            if (bytes.limit() < Layout.PAGE_HEADER || kind() != Layout.LEAF) {
                throw new BoltException(name + " is no leaf");
            }
            int count = count();
            long sizes = Layout.PAGE_HEADER + (long) count * Layout.ELEMENT;
            for (int i = 0; i < count; i++) {
                int element = Layout.PAGE_HEADER + i * Layout.ELEMENT;
                long position = element + Integer.toUnsignedLong(bytes.getInt(element + 4));
                long keySize = Integer.toUnsignedLong(bytes.getInt(element + 8));
                long valueSize = Integer.toUnsignedLong(bytes.getInt(element + 12));
                sizes += keySize + valueSize;
                if (position + keySize + valueSize > bytes.limit() || sizes > bytes.limit()) {
                    throw new BoltException(name + " has elements that reach beyond it, or overlap");
                }
                byte[] key = new byte[(int) keySize];
                byte[] value = new byte[(int) valueSize];
                bytes.get((int) position, key).get((int) (position + keySize), value);
                order.next(this, key);
                elements.element(bytes.getInt(element), key, value);
            }
        }
    }
}
