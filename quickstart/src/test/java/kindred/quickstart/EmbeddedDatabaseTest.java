package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import kindred.quickstart.server.Refusal;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {

    @Test
    void saysThatTheBoltPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(taken.getLocalPort(), EmbeddedDatabase.NO_HTTP))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageEndingWith("choose another one with `--port`.");
        }
    }

    @Test
    void saysThatTheHttpPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, taken.getLocalPort()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageEndingWith("choose another one with `--http-port`.");
        }
    }
}
