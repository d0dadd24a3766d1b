package kindred.procedures.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import kindred.train.MemoryEstimate;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

    private static final long GIB = 1L << 30;

    @Test
    void letsPassWhatMayFit() {
        MemoryGuard guard = new MemoryGuard(() -> GIB, () -> 0);

        assertThatCode(() -> guard.require(MemoryEstimate.of("x", GIB, 2 * GIB)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatCannotFit() {
        MemoryGuard guard = new MemoryGuard(() -> GIB / 2, () -> 0);

        assertThatIllegalStateException()
                .isThrownBy(() -> guard.require(MemoryEstimate.of("x", GIB, 2 * GIB)))
                .withMessage(
                        "Procedure was blocked since minimum estimated memory (1 GiB) exceeds current free memory (512 MiB)."
                                + " Alternatively, use 'sudo: true' to override the memory validation."
                                + " Overriding the validation is at your own risk. The database can run out of memory.");
    }

    @Test
    void remindsOfGraphsThatCouldBeDropped() {
        MemoryGuard guard = new MemoryGuard(() -> GIB / 2, () -> 2);

        assertThatIllegalStateException()
                .isThrownBy(() -> guard.require(MemoryEstimate.of("x", GIB)))
                .withMessageStartingWith(
                        "Procedure was blocked since minimum estimated memory (1 GiB) exceeds current free memory (512 MiB)."
                                + " Note: there are 2 graphs currently loaded into memory. Alternatively,");
    }
}
