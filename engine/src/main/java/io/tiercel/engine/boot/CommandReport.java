package io.tiercel.engine.boot;

import io.tiercel.codecs.types.CommandResultCode;
import io.tiercel.engine.boot.command.Answer;
import io.tiercel.engine.boot.command.EngineMark;
import java.io.PrintStream;

/** Says what became of a command, so that nobody can take "perhaps" for "yes". */
final class CommandReport {
    private final String command;
    private final boolean json;
    private final PrintStream out;
    private final PrintStream err;

    CommandReport(final String command, final boolean json, final PrintStream out, final PrintStream err) {
        this.command = command;
        this.json = json;
        this.out = out;
        this.err = err;
    }

    /**
     * @param effect what is in force when the command was applied
     * @return an {@link ExitCode}
     */
    int answered(final EngineMark engine, final int strategyId, final Answer answer, final String effect) {
        if (json) {
            out.println(new JsonWriter()
                    .beginObject()
                    .put("command", command)
                    .put("outcome", outcome(answer))
                    .put("code", answer.code() == null ? null : answer.code().name())
                    .put("engine", engine.engineId())
                    .put("process", engine.processId())
                    .put("strategy", strategyId)
                    .put("commandId", answer.commandId())
                    .put("detail", answer.detail())
                    .endObject());
        }
        switch (answer.outcome()) {
            case APPLIED -> {
                if (!json) {
                    out.println(command + " applied by " + engine + ": " + effect);
                }
                return ExitCode.DONE;
            }
            case REFUSED -> {
                err.println("tiercel: " + command + " REFUSED by " + engine + ": " + answer.code() + ", "
                        + reason(answer.code())
                        + (answer.code() == CommandResultCode.STRATEGY_FAILED ? "" : "; nothing has changed"));
                return ExitCode.DIFFERENCE;
            }
            default -> {
                err.println("tiercel: " + command + " SENT BUT NOT CONFIRMED by " + engine + ": " + answer.detail()
                        + "; it may be in force, or not. Send it again, or look for CommandResult " + answer.commandId()
                        + " in the journal");
                return ExitCode.ENVIRONMENT;
            }
        }
    }

    int notSent(final String why) {
        if (json) {
            out.println(new JsonWriter()
                    .beginObject()
                    .put("command", command)
                    .put("outcome", "notSent")
                    .put("detail", why)
                    .endObject());
        }
        err.println("tiercel: " + command + " NOT SENT, nothing has changed: " + why);
        return ExitCode.ENVIRONMENT;
    }

    private static String outcome(final Answer answer) {
        return switch (answer.outcome()) {
            case APPLIED -> "applied";
            case REFUSED -> "refused";
            case UNANSWERED -> "unanswered";
        };
    }

    private static String reason(final CommandResultCode code) {
        return switch (code) {
            case UNKNOWN_STRATEGY -> "it runs no strategy of this id";
            case UNKNOWN_INSTRUMENT -> "it knows no instrument of this id";
            case UNKNOWN_PARAMETER -> "the strategy declares no parameter of this name that can be changed";
            case UNKNOWN_LIMIT -> "this limit takes no instrument";
            case INVALID_VALUE -> "the value is not of the parameter's type";
            case OUT_OF_RANGE -> "the value is outside what is allowed";
            case JOURNAL_FULL -> "the disk of its journal is full: free room there first";
            case STRATEGY_FAILED ->
                "it failed and is disabled until the next run: its orders are cancelled, and it is not called any more";
            default -> "for a reason that this program does not know";
        };
    }
}
