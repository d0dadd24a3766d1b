package kindred.quickstart.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    @Test
    void refusesATakenPortAndNamesTheOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> settings(Line.LTS, port, free()).requireStartable(17))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("Port " + port + " (Bolt) is taken")
                    .hasMessageEndingWith("Stop what listens there, or choose another one with --bolt-port.");
            assertThatThrownBy(() -> settings(Line.LTS, free(), port).requireStartable(17))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("Port " + port + " (HTTP) is taken")
                    .hasMessageEndingWith("choose another one with --http-port.");
        }
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        assertThatThrownBy(() -> settings(Line.LTS, 99_999, 7474).requireStartable(17))
                .isInstanceOf(Refusal.class)
                .hasMessage("Value for `--bolt-port` was `99999`, but must be within the range [1, 65535].");
    }

    @Test
    void refusesOnePortForBoth() {
        assertThatThrownBy(() -> settings(Line.LTS, 7000, 7000).requireStartable(17))
                .isInstanceOf(Refusal.class)
                .hasMessage("Bolt and HTTP cannot share port 7000.");
    }

    @Test
    void refusesAJavaThatIsTooOldForTheLine() throws IOException {
        assertThatThrownBy(() -> settings(Line.CALENDAR, free(), free()).requireStartable(17))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(
                        "Neo4j " + Line.CALENDAR.neo4jVersion() + " needs JDK 21 or newer, but this is JDK 17");
        ServerSettings lts = settings(Line.LTS, free(), free());
        assertThatCode(() -> lts.requireStartable(17)).doesNotThrowAnyException();
    }

    @Test
    void refusesAPasswordThatNeo4jWouldRefuse() {
        assertThatThrownBy(() -> new ServerSettings(Line.LTS, 1, 2, "short", true, true, "1g"))
                .isInstanceOf(Refusal.class)
                .hasMessage("The password must have at least 8 characters, but has 5.");
    }

    @Test
    void refusesAHeapWithoutUnit() {
        assertThatThrownBy(() -> new ServerSettings(Line.LTS, 1, 2, "long enough", true, true, "4"))
                .isInstanceOf(Refusal.class)
                .hasMessage("The heap must be a number with a unit, such as 2g, but was `4`.");
    }

    @Test
    void turnsTheVectorModuleOnUnlessToldOtherwise() {
        String flag = "server.jvm.additional=--add-modules=jdk.incubator.vector";
        assertThat(settings(Line.LTS, 1, 2).configuration()).contains(flag);
        assertThat(new ServerSettings(Line.LTS, 1, 2, "long enough", true, false, "1g").configuration())
                .doesNotContain(flag)
                .contains("# " + flag);
    }

    private static ServerSettings settings(Line line, int boltPort, int httpPort) {
        return new ServerSettings(line, boltPort, httpPort, "long enough", true, true, "1g");
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
