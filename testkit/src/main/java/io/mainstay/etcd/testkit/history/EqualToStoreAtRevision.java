package io.mainstay.etcd.testkit.history;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A view holds what the store held at the revision that the view names, and never goes back. */
public final class EqualToStoreAtRevision implements Check {
    @Override
    public List<Finding> in(History history) {
        List<Finding> findings = new ArrayList<>();
        for (ViewTrace view : history.views()) {
            long last = 0;
            for (ViewTrace.Look look : view.looks()) {
                String wrong = look.revision() < last
                        ? "went back from revision " + last + " to " + look.revision()
                        : difference(look, history.store().state(look.revision(), view.range()));
                if (!wrong.isEmpty()) {
                    findings.add(new Finding(name(), view.name(), wrong));
                    break;
                }
                last = look.revision();
            }
        }
        return findings;
    }

    private static String difference(ViewTrace.Look look, Map<Bytes, KeyValue> truth) {
        Set<Bytes> keys = new TreeSet<>(truth.keySet());
        keys.addAll(look.keys().keySet());
        for (Bytes key : keys) {
            KeyValue here = look.keys().get(key);
            KeyValue there = truth.get(key);
            if (here == null) {
                return "at revision " + look.revision() + " has no " + key.utf8() + ", and the store had";
            }
            if (there == null) {
                return "at revision " + look.revision() + " has " + key.utf8() + ", and the store had not";
            }
            if (!here.equals(there)) {
                return "at revision " + look.revision() + " has " + key.utf8() + " of revision " + here.modRevision()
                        + ", and the store had that of " + there.modRevision();
            }
        }
        return "";
    }
}
