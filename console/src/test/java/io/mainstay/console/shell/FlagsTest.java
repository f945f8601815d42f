package io.mainstay.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.console.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens before anything is asked of etcd. */
class FlagsTest {
    @Test
    void aloneItShowsWhatThereIs() {
        Run.Result alone = Run.program().with();
        assertThat(alone.exit()).isZero();
        assertThat(alone.out())
                .startsWith("mainstay - etcd for the JVM\n")
                .contains("  tour ", "  watch ", "--endpoints");
        assertThat(Run.program().with("--help").out()).isEqualTo(alone.out());
        assertThat(Run.program().with("help").out()).isEqualTo(alone.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "tour",
                "get",
                "put",
                "del",
                "txn",
                "watch",
                "compaction",
                "lease",
                "lease grant",
                "lease revoke",
                "lease timetolive",
                "lease list",
                "lease keep-alive",
                "endpoint",
                "endpoint health",
                "endpoint status",
                "endpoint hashkv",
                "member",
                "member list",
                "version",
                "help"
            })
    void everyCommandHasHelp(String words) {
        Run.Result help = Run.program().with((words + " --help").split(" "));
        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("Usage: mainstay " + words);
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Run.program().with(("help " + words).split(" ")).out()).isEqualTo(help.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 | unknown flag: --nosuch | get --nosuch a",
                "1 | did you mean --prefix | get --pre a",
                "1 | unknown shorthand flag: -z | get -z a",
                "1 | unknown command \"gte\" | gte a",
                "1 | 'x' is not a whole number | get --limit x a",
                "1 | is no duration | --dial-timeout x get a",
                "1 | neither true nor false | get --prefix=maybe a",
                "1 | Missing required parameter | get a --rev",
                "4 | table not supported as output format | get a -w table",
                "4 | unsupported output format | get a -w yaml",
                "4 | use -w json | get a -w protobuf",
                "4 | not part of this version | --user me get a",
                "4 | not part of this version | --cacert f get a",
                "128 | needs one argument as key | get",
                "128 | choose one | get a --prefix --from-key",
                "128 | choose one | get a --keys-only --count-only",
                "4 | expecting ASCEND or DESCEND | get a --order up",
                "4 | expecting CREATE, KEY | get a --sort-by size",
                "4 | expecting l or s | get a --consistency q",
                "4 | --min-mod-rev=5 > --max-mod-rev=3 | get a --min-mod-rev 5 --max-mod-rev 3",
                "128 | only for `--write-out=fields` | get a --count-only",
                "128 | only for `--write-out=simple` | get a --print-value-only -w json",
                "128 | needs 1 argument and input from stdin | put a",
                "128 | only 1 argument when 'ignore-value' | put a b --ignore-value",
                "128 | expecting ID in Hex | put a b --lease=xyz",
                "128 | del command needs one argument | del",
                "128 | does not accept argument | txn a",
                "3 | EOF | txn",
                "128 | bad number of arguments | watch",
                "128 | found separator --, but no commands | watch a --",
                "128 | needs TTL argument | lease grant",
                "128 | bad TTL | lease grant x",
                "128 | expecting ID in Hex | lease revoke xyz",
                "128 | needs 1 argument | compaction",
                "1 | bad revision | compaction x",
                "4 | not part of this version | up --console 127.0.0.1:1",
                "4 | only as one of 3.5, 3.6, 3.7 | up --compat 3.4",
                "1 | write simple, or jwt | up --listen 127.0.0.1:0 --auth-token paseto",
                "1 | cannot read a key for tokens | up --auth-token jwt,sign-method=HS256,priv-key=no/such",
                "1 | no/such.crt | up --listen 127.0.0.1:0 --cert-file no/such.crt --key-file no/such.key",
                "1 | it holds something else | up --listen 127.0.0.1:0 --data-dir src",
                "128 | no port | up --listen here",
                "128 | from 0 to 65535 | up --listen 127.0.0.1:70000",
                "128 | write it like http://127.0.0.1:2379 | --endpoints a:b:c get x",
                "1 | no help on | help nosuch"
            })
    void whatMakesNoSenseIsRefusedWithTheCodeOfEtcdctl(int exit, String complaint, String words) {
        Run.Result run = Run.program().with(words.split(" "));
        assertThat(run.err()).startsWith("Error: ").contains(complaint);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aVariableOfTheEnvironmentStandsForAFlag() {
        assertThat(Run.program()
                        .env("ETCDCTL_WRITE_OUT", "yaml")
                        .with("get", "a")
                        .err())
                .contains("unsupported output format yaml");
        assertThat(Run.program()
                        .env("ETCDCTL_DIAL_TIMEOUT", "soon")
                        .with("get", "a")
                        .err())
                .contains("'soon' is no duration");
        assertThat(Run.program().env("ETCDCTL_USER", "me").with("get", "a").err())
                .contains("not part of this version");
    }

    @Test
    void aFlagAndItsVariableTogetherAreRefused() {
        Run.Result run = Run.program().env("ETCDCTL_ENDPOINTS", "a:1").with("--endpoints", "b:1", "get", "a");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("Error: both --endpoints and ETCDCTL_ENDPOINTS are set; drop one of them");
    }

    @Test
    void anArgumentThatJavaCouldNotReadIsRefusedBeforeItDoesHarm() {
        Run.Result run = Run.program().with("put", "caf\ufffd", "1");
        assertThat(run.exit()).isEqualTo(128);
        assertThat(run.err()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void versionsAreToldWithoutAServer() {
        Run.Result run = Run.program().with("version");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("mainstay version: \\d.*\nAPI version: 3\\.6\n");
    }
}
