package io.mainstay.etcd.internal.line;

import io.mainstay.etcd.internal.line.NameLookup.Service;
import io.mainstay.etcd.spi.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A DNS server on the loopback address that knows some SRV records, and of everything else that it does not exist. */
final class TinyDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, List<Service>> records;

    TinyDns(Map<String, List<Service>> records) throws IOException {
        this.records = records;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DaemonThreads.named("tiny-dns").newThread(this::serve).start();
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (query[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += query[at] + 1;
        }
        int end = at + 5;
        List<Service> found = records.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8580 | (found.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(query, HEADER, end - HEADER);
        for (Service each : found) {
            byte[] host = encoded(each.host());
            out.writeShort(0xC000 | HEADER);
            out.writeShort(SRV);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(6 + host.length);
            out.writeShort(each.priority());
            out.writeShort(each.weight());
            out.writeShort(each.port());
            out.write(host);
        }
        return bytes.toByteArray();
    }

    private static byte[] encoded(String host) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : host.split("\\.", -1)) {
            bytes.write(label.length());
            bytes.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
