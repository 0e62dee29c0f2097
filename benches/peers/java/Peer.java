import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.event.ruler.GenericMachine;

/**
 * Serves event-ruler with the protocol of contestants/remote.rs: one line of reply for each line.
 *
 * <p>Records are kept as strings, the input of event-ruler, so that decoding UTF-8 is not measured.
 */
final class Peer {
    private List<String> records = List.of();
    private GenericMachine<Integer> machine = new GenericMachine<>();
    private int patterns;

    public static void main(String[] arguments) throws IOException {
        Peer peer = new Peer();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(peer.answer(line));
            System.out.flush();
        }
    }

    private String answer(String line) {
        try {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "records":
                    records = Files.readAllLines(Path.of(words[1]));
                    return "ok";
                case "patterns":
                    return compile(Files.readAllLines(Path.of(words[1])));
                case "count":
                    return inWords(count(words));
                case "time":
                    count(words);
                    return "ok";
                default:
                    return "unknown line " + line;
            }
        } catch (Exception | StackOverflowError | OutOfMemoryError error) {
            return String.valueOf(error).replaceAll("\\s+", " ");
        }
    }

    private String compile(List<String> texts) throws IOException {
        machine = new GenericMachine<>();
        long before = heapUsed();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int index = 0; index < texts.size(); index++) {
            machine.addRule(index, texts.get(index));
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        patterns = texts.size();
        return "ok " + nanos + " " + Math.max(0, heapUsed() - before);
    }

    /** Returns the live heap in bytes after the last collection. The current use would include unused space of this thread. */
    private static long heapUsed() {
        System.gc();
        System.gc();
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                used += pool.getCollectionUsage().getUsed();
            }
        }
        return used;
    }

    private long[] count(String[] words) throws Exception {
        long[] counts = new long[patterns];
        int end = Integer.parseInt(words[2]);
        for (int index = Integer.parseInt(words[1]); index < end; index++) {
            for (int pattern : machine.rulesForJSONEvent(records.get(index))) {
                counts[pattern]++;
            }
        }
        return counts;
    }

    private static String inWords(long[] counts) {
        StringBuilder answer = new StringBuilder("ok");
        for (long count : counts) {
            answer.append(' ').append(count);
        }
        return answer.toString();
    }
}
