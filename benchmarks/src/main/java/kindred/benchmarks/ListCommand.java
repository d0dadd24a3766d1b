package kindred.benchmarks;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kindred.catalog.Trainers;
import kindred.train.Trainer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Names what the bench command knows. */
@Command(
        name = ListCommand.NAME,
        mixinStandardHelpOptions = true,
        description = "Names protocols, trainers and presets.")
final class ListCommand implements Callable<Integer> {

    static final String NAME = "list";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Protocols");
        Map<String, CommandLine> protocols = new LinkedHashMap<>(spec.parent().subcommands());
        protocols.remove(NAME);
        protocols.forEach((name, command) -> out.printf(
                "  %-20s %s%n", name, command.getCommandSpec().usageMessage().description()[0]));
        out.println("Trainers");
        Trainers.all().forEach(trainer -> out.printf("  %-20s %s%n", trainer.name(), trainer.description()));
        out.println("Presets");
        Map<String, List<String>> presets = new LinkedHashMap<>();
        for (Trainer<?, ?> trainer : Trainers.all()) {
            Map<String, Preset> own = Preset.of(trainer.name());
            presets.put(trainer.name(), List.copyOf(own.keySet()));
            own.values()
                    .forEach(preset -> out.printf(
                            "  %-20s %s, for %s. %s%n",
                            trainer.name(), preset.name(), preset.protocol(), preset.description()));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("protocols", List.copyOf(protocols.keySet()));
        result.put("trainers", Trainers.all().stream().map(Trainer::name).toList());
        result.put("presets", presets);
        out.println(Report.json(result));
        out.flush();
        return 0;
    }
}
