import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/**
 * Runs event-ruler over JSON Lines: one line of replies for each line of questions.
 *
 * <p>Questions: {@code [{"pattern": TEXT, "events": [TEXT, ...], "weigh": BOOLEAN}, ...]}. The reply to each has {@code
 * "check"}, the compiler's refusal of the pattern or null; {@code "machine"}, the machine's refusal or null; if {@code
 * "weigh"} is true, {@code "complexity"}, that of the wildcards, counted up to 11; and {@code "events"}, for each event
 * true, false, or the message of its refusal. Every pattern gets a separate machine.
 */
final class Oracle {
    private static final int COMPLEXITY_COUNTED_MAX = 11;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws IOException {
        // This limit applies to the lines. The texts in them are read by event-ruler's own mapper.
        JSON.getFactory()
            .setStreamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        ObjectNode self = JSON.createObjectNode();
        self.put("java", System.getProperty("java.version"));
        self.put("jackson", com.fasterxml.jackson.core.json.PackageVersion.VERSION.toString());
        say(out, self);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ArrayNode answers = JSON.createArrayNode();
            for (JsonNode question : JSON.readTree(line)) {
                answer(question, answers.addObject());
            }
            say(out, answers);
        }
    }

    private static void say(BufferedWriter out, JsonNode node) throws IOException {
        out.write(JSON.writeValueAsString(node));
        out.write('\n');
        out.flush();
    }

    private static void answer(JsonNode question, ObjectNode into) {
        String pattern = question.get("pattern").textValue();
        into.put("check", check(pattern));
        Machine machine = new Machine();
        String refusal = refusal(machine, pattern);
        into.put("machine", refusal);
        if (refusal != null) {
            return;
        }
        if (question.get("weigh").booleanValue()) {
            into.put("complexity", machine.evaluateComplexity(new MachineComplexityEvaluator(COMPLEXITY_COUNTED_MAX)));
        }
        ArrayNode events = into.putArray("events");
        for (JsonNode event : question.get("events")) {
            match(machine, event.textValue(), events);
        }
    }

    /** The compiler returns errors that it expects, and throws others. */
    private static String check(String pattern) {
        try {
            return JsonRuleCompiler.check(pattern);
        } catch (RuntimeException | StackOverflowError error) {
            return "thrown: " + error;
        }
    }

    private static String refusal(Machine machine, String pattern) {
        try {
            machine.addRule("rule", pattern);
            return null;
        } catch (IOException | RuntimeException | StackOverflowError error) {
            return String.valueOf(error);
        }
    }

    private static void match(Machine machine, String event, ArrayNode into) {
        try {
            into.add(!machine.rulesForJSONEvent(event).isEmpty());
        } catch (JsonProcessingException | IllegalArgumentException error) {
            into.add(String.valueOf(error.getMessage()));
        } catch (Exception | StackOverflowError error) {
            into.add("thrown: " + error);
        }
    }
}
