package io.mainstay.etcd.testkit.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests to a gateway, good and bad, in an order in which the later ones meet what the earlier ones did. */
final class GatewayRequests {
    private static final String PUT = "/v3/kv/put";
    private static final String RANGE = "/v3/kv/range";
    private static final String TXN = "/v3/kv/txn";

    private final List<Ask> asks = new ArrayList<>();

    private GatewayRequests() {}

    /** One request. */
    record Ask(String method, String path, byte[] body) {
        static Ask post(String path, String body) {
            return new Ask("POST", path, body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return method + " " + path + " " + (text.length() > 200 ? text.substring(0, 200) + "..." : text);
        }
    }

    /** All of them. */
    static List<Ask> all() {
        GatewayRequests requests = new GatewayRequests();
        requests.keys();
        requests.transactions();
        requests.leases();
        requests.administration();
        requests.badJson();
        requests.badValues();
        requests.paths();
        requests.pages();
        return requests.asks;
    }

    /** Requests of streams that end by themselves. */
    static List<Ask> keepAlives() {
        GatewayRequests requests = new GatewayRequests();
        requests.post("/v3/lease/grant", "{'TTL':100,'ID':'501'}");
        requests.post(
                "/v3/lease/keepalive",
                "{'ID':501}",
                "{'ID':'501'}{'ID':502}",
                "{'ID':501}\n{'ID':0}\n\n",
                "",
                "  ",
                "{",
                "{'ID':501}{",
                "{'ID':501}{'ID':'x'}{'ID':501}",
                "{'ID':501}x",
                "null",
                "[1]",
                "7",
                "{}");
        return requests.asks;
    }

    private void keys() {
        post(PUT, "{'key':'Zm9v','value':'YmFy'}", "{'key':'Zm9v','value':'YmF6','prev_kv':true}");
        post(PUT, "{'key':'Zm9v','prevKv':true,'ignoreValue':true}", "{'key':'bm8=','ignore_value':true}");
        post(
                PUT,
                "{'key':'Zm9v','value':'YQ==','ignore_value':true}",
                "{'key':'Zm9v','lease':'1','ignore_lease':true}");
        post(PUT, "{}", "", " \n", "{'value':'YQ=='}", "{'key':''}", "{'key':null}", "{'nope':{'a':[1,{'b':null}]}}");
        post(PUT, "{'key':'/////w==','value':'/v8='}", "{'key':'_-__','value':'-_8'}", "{'key':'Zm9','value':''}");
        post(PUT, "{'key':'Zm9v','lease':'99'}", "{'key':'Zm9v','lease':1e2}", "{'key':'Zm9v'} trailing");
        post(RANGE, "{'key':'Zm9v'}", "{'key':'AA==','range_end':'AA=='}", "{'key':'/w==','rangeEnd':'AA=='}");
        post(RANGE, "{'key':'AA==','range_end':'AA==','limit':'1'}", "{'key':'AA==','range_end':'AA==','limit':2.0}");
        post(RANGE, "{'key':'AA==','range_end':'AA==','sort_order':'DESCEND','sort_target':'MOD'}");
        post(RANGE, "{'key':'AA==','range_end':'AA==','sortOrder':2,'sortTarget':4}");
        post(RANGE, "{'key':'AA==','range_end':'AA==','count_only':true}", "{'key':'Zm9v','revision':2}");
        post(RANGE, "{'key':'Zm9v','revision':'9999'}", "{'key':'Zm9v','sort_order':9}", "{'key':'Zm9v','limit':-1}");
        post(
                RANGE,
                "{'key':'Zm9v','max_mod_revision':'3','minCreateRevision':1}",
                "{'key':'Zm9v','serializable':true}");
        post("/v3/kv/deleterange", "{'key':'Zm9v','prev_kv':true}", "{'key':'Zm9v'}", "{}");
        post("/v3/kv/compaction", "{'revision':3}", "{'revision':'3','physical':true}", "{'revision':999}");
        post(RANGE, "{'key':'Zm9v','revision':2}");
    }

    private void transactions() {
        String put = "{'request_put':{'key':'dA==','value':'MQ=='}}";
        String range = "{'requestRange':{'key':'dA=='}}";
        String delete = "{'request_delete_range':{'key':'dA==','prev_kv':true}}";
        post(TXN, "{'success':[" + put + "," + range + "," + delete + "," + put + "]}");
        post(TXN, "{'success':[" + put + "," + put + "]}", "{'success':[{}]}", "{'failure':[{'nope':1}]}", "{}");
        post(TXN, "{'success':[{'request_txn':{'success':[" + range + "],'failure':[" + delete + "]}}]}");
        String compare = "{'compare':[{'key':'dA==','target':'%s','result':'%s',%s}],'success':[" + range + "]}";
        post(TXN, compare.formatted("VALUE", "EQUAL", "'value':'MQ=='"));
        post(TXN, compare.formatted("VERSION", "GREATER", "'version':'0'"));
        post(TXN, compare.formatted("MOD", "NOT_EQUAL", "'modRevision':1"));
        post(TXN, compare.formatted("CREATE", "LESS", "'create_revision':1"));
        post(TXN, compare.formatted("LEASE", "EQUAL", "'lease':0"));
        post(TXN, "{'compare':[{'key':'dA==','target':1,'result':3}]}", "{'compare':[{'target':'VALUE'}]}");
        post(TXN, "{'compare':[{'key':'dA==','version':1,'value':'MQ=='}]}");
        post(TXN, "{'compare':[{'key':'dA==','version':null,'value':'MQ=='}]}");
        post(TXN, "{'success':[{'request_put':{'key':'YQ=='},'request_range':{'key':'YQ=='}}]}");
        post(TXN, "{'success':{}}", "{'success':[null]}", "{'success':null}", "{'success':'x'}", "{'compare':[[]]}");
        post(TXN, "{'success':[{'request_put':5}]}", "{'success':[{'request_range':null}]}");
        post(TXN, "{'success':[" + (range + ",").repeat(128) + range + "]}");
    }

    private void leases() {
        post("/v3/lease/grant", "{'TTL':100,'ID':77}", "{'TTL':'100','ID':'77'}", "{'ttl':60,'id':78}");
        post("/v3/lease/grant", "{'TTL':-5,'ID':'-9'}", "{'TTL':'9000000001'}");
        post(PUT, "{'key':'bGVhc2U=','lease':77}");
        post("/v3/lease/timetolive", "{'ID':77,'keys':true}", "{'ID':99}", "{}");
        post("/v3/kv/lease/timetolive", "{'ID':'77'}");
        post("/v3/lease/revoke", "{'ID':'-9'}", "{'ID':99}");
        post("/v3/kv/lease/revoke", "{'ID':77}", "{'ID':77}");
        post("/v3/lease/leases", "{}", "");
        post("/v3/kv/lease/leases", "{}");
    }

    private void administration() {
        post("/v3/cluster/member/list", "{}", "{'linearizable':true}");
        post("/v3/maintenance/status", "{}");
        post("/v3/maintenance/hashkv", "{}", "{'revision':'5'}", "{'revision':1}", "{'revision':99999}");
        post("/v3/maintenance/alarm", "{}", "{'action':'ACTIVATE','memberID':'18446744073709551615','alarm':1}");
        get("/health");
        get("/health?exclude=NOSPACE");
        get("/readyz");
        post(PUT, "{'key':'YQ=='}");
        post("/v3/maintenance/alarm", "{'action':'GET'}", "{'action':'DEACTIVATE','memberID':'-1','alarm':1}");
        post("/v3/maintenance/alarm", "{'action':2,'memberID':18446744073709551615,'alarm':'NOSPACE'}");
        post("/v3/maintenance/alarm", "{'action':'ACTIVATE','memberID':'5','alarm':'CORRUPT'}");
        get("/health");
        get("/health?exclude=CORRUPT");
        get("/readyz/data_corruption");
        get("/readyz?exclude=data_corruption");
        get("/livez?verbose");
        post(PUT, "{'key':'YQ=='}");
        post("/v3/maintenance/alarm", "{'action':'DEACTIVATE','memberID':'5','alarm':'CORRUPT'}");
    }

    private void badJson() {
        post(RANGE, "{", "[", "nul", "nulL", "truf", "'abc", "-", "12", "1.5e", "true", "null", "[]", "'x'", "{}}");
        post(RANGE, "{'key':'YQ==',}", "{'x' 1}", "{'x':1 2}", "[1 2]", "{'x':[1 2]}", "{'x':[1,]}", "{,}", "{1:2}");
        post(RANGE, "{'x':01}", "{'x':1.}", "{'x':1e}", "{'x':-}", "{'x':tru}", "{'x':.5}", "{'x':+1}", "{'x':1.e}");
        post(
                RANGE,
                "{'x':'a\nb'}",
                "{'x':'\\q'}",
                "{'x':'\\u12g4'}",
                "{\"x\":\"\u007f\"}",
                "\u0000",
                "\u0001",
                "\u00e9");
        post(RANGE, "{\"key\":'YQ'}".replace("'YQ'", "`YQ`"), "/*c*/{}", "{}//c", "\ufeff{}", "{'key':'\\u0059Q=='}");
        post(RANGE, "{'key':'YQ==','\\u006bey':'YQ=='}", "{'key':'YQ==','a':{'b':[{'c':null}]}}", "{'':1,'[a.b]':2}");
        post(RANGE, "{'key':'YQ==','a':" + "[".repeat(300) + "]".repeat(300) + "}");
        asks.add(new Ask("POST", RANGE, new byte[] {'{', '"', 'k', 'e', 'y', '"', ':', '"', (byte) 0xff, '"', '}'}));
        asks.add(new Ask("POST", RANGE, new byte[] {(byte) 0xff}));
        asks.add(new Ask("POST", RANGE, new byte[] {'{', '"', 'x', '"', ':', (byte) 0x80, '}'}));
    }

    private void badValues() {
        post(RANGE, "{'key':5}", "{'key':{}}", "{'key':['YQ==']}", "{'key':true}", "{'key':'!!!'}", "{'key':'Y'}");
        post(RANGE, "{'key':'Zm9v=='}", "{'key':'+/-_'}", "{'key':'YQ==\\n'}", "{'key':'Zm9v\\n'}", "{'key':'YQ='}");
        post(RANGE, "{\n 'key':\n  5}", "{'k':'\u00e9','key':5}", "{'key':'\u00e9'}", "{'key':'YQ==','key':null}");
        post(RANGE, "{'key':null,'key':'YQ=='}", "{'key':'YQ==','rangeEnd':'','range_end':''}", "{'KEY':'YQ=='}");
        for (String number :
                List.of("'x'", "1.5", "' 1'", "'1e3'", "'1.0'", "-0", "true", "1e30", "'99999999999999999999'")) {
            post(RANGE, "{'key':'YQ==','limit':" + number + "}");
        }
        for (String number : List.of("''", "'9223372036854775807'", "'9223372036854775808'", "10e-1", "1e-1", "[1]")) {
            post(RANGE, "{'key':'YQ==','limit':" + number + "}");
        }
        for (String order : List.of("'9'", "1.0", "1.5", "true", "99999999999", "'NOPE'", "''", "null", "'ascend'")) {
            post(RANGE, "{'key':'YQ==','sort_order':" + order + "}");
        }
        post(RANGE, "{'key':'YQ==','count_only':'true'}", "{'key':'YQ==','count_only':1}");
        post("/v3/maintenance/alarm", "{'memberID':-1}", "{'memberID':'18446744073709551616'}", "{'memberID':1e19}");
    }

    private void paths() {
        post("/v3/nope", "{}");
        post("/nope", "{}");
        post("/", "{}");
        post("/v3", "{}");
        post("/v3/", "{}");
        post("/v3beta/kv/range", "{'key':'dA=='}");
        post("/v3beta/", "{}");
        post("/v3beta", "{}");
        post("/v3alpha/kv/range", "{}");
        post("/v3/kv/range/", "{}");
        post("/v3//kv/range?a=b", "{}");
        post("/v3/./kv/range", "{}");
        post("/v3/kv/../kv/range", "{}");
        post("/v3/kv/range?x=1&y", "{'key':'dA=='}");
        post("/v3/kv/%72ange", "{'key':'dA=='}");
        post("/v3/kv%2Frange", "{'key':'dA=='}");
        post("/v3/kv/range:x", "{}");
        post("/V3/kv/range", "{}");
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "FOO")) {
            asks.add(new Ask(method, RANGE, new byte[0]));
            asks.add(new Ask(method, "/v3/nope", new byte[0]));
            asks.add(new Ask(method, "/nope", new byte[0]));
        }
        asks.add(new Ask("GET", "/v3/watch", new byte[0]));
        asks.add(new Ask("GET", "//version", new byte[0]));
    }

    private void pages() {
        for (String path : List.of("/health", "/version", "/livez", "/readyz", "/livez/serializable_read")) {
            for (String method : List.of("GET", "POST", "HEAD", "DELETE")) {
                asks.add(new Ask(method, path, new byte[0]));
            }
        }
        get("/health?serializable=true");
        get("/readyz/linearizable_read?verbose");
        get("/readyz/nope");
        get("/readyz?exclude=nope");
        get("/version/");
        get("/health/");
        get("/livez/");
        get("/healthz");
    }

    private void get(String path) {
        asks.add(new Ask("GET", path, new byte[0]));
    }

    /** Single quotes stand for double ones, so that the text can be read. */
    private void post(String path, String... bodies) {
        for (String body : bodies) {
            asks.add(Ask.post(path, body.replace('\'', '"').replace('`', '\'')));
        }
    }
}
