package io.mainstay.console.output;

import io.mainstay.console.command.EndpointHash;
import io.mainstay.console.command.EndpointHealth;
import io.mainstay.console.command.EndpointStatus;
import io.mainstay.etcd.cluster.MemberListResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The format {@code table}: boxes with centred headings and cells set to the right. Only for members and endpoints. */
public final class TablePrinter implements ClusterPrinter {
    private final Out out;

    /** A printer on an output. */
    public TablePrinter(Out out) {
        this.out = out;
    }

    @Override
    public void members(MemberListResult result) {
        print(Rows.members(result));
    }

    @Override
    public void health(List<EndpointHealth> endpoints) {
        print(Rows.health(endpoints));
    }

    @Override
    public void status(List<EndpointStatus> endpoints) {
        print(Rows.status(endpoints));
    }

    @Override
    public void hashKv(List<EndpointHash> endpoints) {
        print(Rows.hashKv(endpoints));
    }

    private void print(Rows table) {
        List<String> headings = table.names().stream()
                .map(name -> name.replace('_', ' ').toUpperCase(Locale.ROOT))
                .toList();
        List<List<String>> all = new ArrayList<>(table.rows());
        all.add(headings);
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> all.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        rule(widths);
        line(headings, widths, true);
        rule(widths);
        table.rows().forEach(row -> line(row, widths, false));
        if (!table.rows().isEmpty()) {
            rule(widths);
        }
    }

    private void rule(int[] widths) {
        StringBuilder line = new StringBuilder("+");
        for (int width : widths) {
            line.append("-".repeat(width + 2)).append('+');
        }
        out.line(line.toString());
    }

    private void line(List<String> cells, int[] widths, boolean centred) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            int gap = widths[i] - width(cells.get(i));
            int left = centred ? gap / 2 : gap;
            line.append(' ')
                    .append(" ".repeat(left))
                    .append(cells.get(i))
                    .append(" ".repeat(gap - left))
                    .append(" |");
        }
        out.line(line.toString());
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
