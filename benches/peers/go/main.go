// Serves quamina with the protocol of contestants/remote.rs: one line of reply for each line.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"quamina.net/go/quamina/v2"
)

type peer struct {
	records  [][]byte
	matcher  *quamina.Quamina
	patterns int
}

func main() {
	var p peer
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		answer, err := p.answer(strings.Split(in.Text(), " "))
		if err != nil {
			answer = strings.ReplaceAll(err.Error(), "\n", " ")
		}
		fmt.Println(answer)
	}
}

func (p *peer) answer(words []string) (string, error) {
	switch {
	case words[0] == "records" && len(words) == 2:
		lines, err := lines(words[1])
		p.records = lines
		return "ok", err
	case words[0] == "patterns" && len(words) == 2:
		return p.compile(words[1])
	case (words[0] == "count" || words[0] == "time") && len(words) == 3:
		from, _ := strconv.Atoi(words[1])
		to, _ := strconv.Atoi(words[2])
		counts, err := p.count(p.records[from:to])
		if err != nil || words[0] == "time" {
			return "ok", err
		}
		return "ok " + strings.Trim(fmt.Sprint(counts), "[]"), nil
	}
	return "", fmt.Errorf("unknown line %q", words)
}

func lines(file string) ([][]byte, error) {
	text, err := os.ReadFile(file)
	return bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")), err
}

func (p *peer) compile(file string) (string, error) {
	texts, err := lines(file)
	if err != nil {
		return "", err
	}
	p.matcher, err = quamina.New()
	if err != nil {
		return "", err
	}
	before, start := heapUsed(), time.Now()
	for index, text := range texts {
		if err := p.matcher.AddPattern(index, string(text)); err != nil {
			return "", err
		}
	}
	nanos := time.Since(start).Nanoseconds()
	p.patterns = len(texts)
	return fmt.Sprintf("ok %d %d", nanos, max(0, heapUsed()-before)), nil
}

// heapUsed returns the size of the live heap in bytes.
func heapUsed() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func (p *peer) count(records [][]byte) ([]int, error) {
	counts := make([]int, p.patterns)
	for _, record := range records {
		matches, err := p.matcher.MatchesForEvent(record)
		if err != nil {
			return nil, err
		}
		for _, match := range matches {
			counts[match.(int)]++
		}
	}
	return counts, nil
}
